using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Lets only those by who have a role on the site now, whatever they had when they signed in.</summary>
internal static class RoleFilter
{
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoints, SiteRole role)
        where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter(async (context, next) =>
        {
            var signIns = context.HttpContext.RequestServices.GetRequiredService<SignIns>();
            return await signIns.AccountAsync(Callers.Of(context.HttpContext.User)!.PersonId) is { IsBlocked: false } account && account.Roles.Contains(role)
                ? await next(context)
                : Refusals.Problem(new Refusal(RefusalCodes.NoRight, $"This is for {SiteRoleNames.Of(role)}s."));
        });
}
