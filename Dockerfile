# The web app is built with a Node of its own: the one that the SDK's distribution brings is too old for it.
FROM node:22-bookworm-slim AS web
WORKDIR /source
COPY web .
RUN npm ci --no-audit --no-fund && npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish api -c Release -o /app -p:SkipWeb=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# A volume that is mounted here for the first time takes its owner from the folder.
RUN mkdir /data && chown $APP_UID /data
WORKDIR /app
COPY --from=build /app .
COPY --from=web /source/app/dist wwwroot
USER $APP_UID
VOLUME /data
EXPOSE 5080
