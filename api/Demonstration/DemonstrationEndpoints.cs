using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Auditing;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Demonstration;

/// <summary>
/// A cohort at work, and a sign-in as each of its people by one click: for looking around on one's own machine. Closed but in Development, since anybody comes in.
/// The first who does makes the cohort.
/// </summary>
internal static class DemonstrationEndpoints
{
    private static readonly SemaphoreSlim One = new(1);

    public static void MapDemonstration(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("/demonstration").WithTags("Demonstration").AllowAnonymous();
        api.MapGet("", People)
            .Says("getDemonstration", "Lists as whom one may look around; nobody where the demonstration is closed.")
            .Answers(AccountExamples.Demonstration);
        api.MapPost("", EnterAsync).RequireRateLimiting(AddressLimit.SignIns)
            .Says("enterDemonstration", "Signs a browser in as one of the demonstration's people; the first time makes their cohort.")
            .Takes(AccountExamples.Enter)
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.UnknownDocument);
    }

    private static bool IsOpen(IOptions<AccessOptions> options, IHostEnvironment environment) => options.Value.Demonstration ?? environment.IsDevelopment();

    private static IResult People(IOptions<AccessOptions> options, IHostEnvironment environment) => Results.Ok(new DemonstrationDto(IsOpen(options, environment)
        ? [.. DemoPeople.For(environment).Select(static person => new DemoPersonDto(person.Id, person.Name, PersonColours.IndexOf(person.Id), person.RoleName, person.Line))]
        : []));

    private static async Task<IResult> EnterAsync(
        EnterDto request, HttpContext context, UserManager<SignInAccount> accounts, DemoCohort cohort, SignIns signIns, IOptions<AccessOptions> options, IHostEnvironment environment, TimeProvider time)
    {
        if (!IsOpen(options, environment) || DemoPeople.For(environment).FirstOrDefault(person => person.Id == request.Id) is not { } person)
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        await One.WaitAsync(context.RequestAborted);
        try
        {
            foreach (var each in DemoPeople.For(environment))
            {
                await MakeAsync(each, accounts, time);
            }

            await cohort.MakeAsync();
        }
        finally
        {
            One.Release();
        }

        var account = (await accounts.FindByIdAsync(person.Id))!.Account;
        await signIns.ComeInAsync(context, account, "demonstration");
        return Results.Ok(AccountEndpoints.Me(account));
    }

    /// <summary>An account without a password, so that the demonstration alone opens it.</summary>
    private static async Task MakeAsync(DemoPerson person, UserManager<SignInAccount> accounts, TimeProvider time)
    {
        if (await accounts.FindByIdAsync(person.Id) is null)
        {
            var made = await accounts.CreateAsync(new SignInAccount(new Account(person.Id, "", person.Email, person.Name, null, "", [person.SiteRole], time.GetUtcNow()), null));
            if (!made.Succeeded)
            {
                throw new InvalidOperationException(string.Join(' ', made.Errors.Select(static error => error.Description)));
            }
        }
    }

    internal sealed record EnterDto(string? Id);

    internal sealed record DemoPersonDto(string Id, string Name, int Colour, string Role, string Line);

    internal sealed record DemonstrationDto(IReadOnlyList<DemoPersonDto> People);
}
