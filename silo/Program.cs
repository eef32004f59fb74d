using Microsoft.Extensions.Hosting;
using RealLearning.Silo.Hosting;

// A node without a front: dotnet run --project silo -- --Data=<folder>
var builder = Host.CreateApplicationBuilder(args);
builder.AddRealLearningSilo();
using var host = builder.Build();
await host.RunAsync();
