using System.Security.Claims;

namespace RealLearning.Api.Access;

/// <summary>Gives whoever is signed in the network address of the request, for as long as the request lasts: no cookie and no token has it.</summary>
internal sealed class CallerAddress(RequestDelegate next)
{
    public const string Claim = "address";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity is ClaimsIdentity { IsAuthenticated: true } identity && context.Connection.RemoteIpAddress is { } address)
        {
            identity.AddClaim(new Claim(Claim, address.ToString()));
        }

        return next(context);
    }
}
