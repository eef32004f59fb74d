using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;

namespace RealLearning.Api.Accounts;

/// <summary>Identity's passkeys with what this site asks of them.</summary>
internal static class PasskeySetup
{
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<IPasskeyHandler<SignInAccount>, PasskeyHandler<SignInAccount>>();
        services.AddScoped<Passkeys>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<AccessOptions>, SameOrigin>(static (passkeys, access, origin) =>
        {
            passkeys.ServerDomain = access.Value.PasskeyDomain is { Length: > 0 } domain ? domain : null;
            // It stands for a password and more: the device looks at a finger, a face or a number, and knows without an address whose it is.
            (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required");
            passkeys.AuthenticatorTimeout = BrowserTickets.Lasts;
            passkeys.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && origin.IsOwn(context.Origin, context.HttpContext.Request));
        });
    }
}
