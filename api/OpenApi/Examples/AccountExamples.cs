using System.Globalization;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Demonstration;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.OpenApi.Examples;

/// <summary>Of the document <c>/openapi/v1.json</c>: the people of one course in a city library's hometown.</summary>
internal static class AccountExamples
{
    public static readonly PersonDto Tom = new("4c8d2f6a90be4d1f", "Tom Tutor", 3);

    public static readonly PersonDto Lea = new("b7e01c5593f24a08", "Lea Learner", 7);

    public static readonly SignInDto SignIn = new("lea@example.org", "a long enough password");

    public static readonly NewAccountDto NewAccount = new("cohort/autumn-2026/Jk2fN0d8", "Lea Learner", "lea@example.org", "a long enough password");

    public static readonly PasswordDto Password = new("the password until now", "another long password");

    public static readonly MeDto Me = new(Lea.Id, Lea.Name, Lea.Colour, "lea@example.org", ["member"]);

    public static readonly InvitationTokenDto Token = new("cohort/autumn-2026/Jk2fN0d8");

    public static readonly OfferDto Offer = new("learner", Day(20), "autumn-2026", "Autumn 2026");

    public static readonly TokenEndpoint.TokenRequest NewToken = new("workspace/spring-appeal/content", "observe", 30);

    public static readonly TokenEndpoint.TokenDto ProgramToken = new("CfDJ8N0mYw2b", Day(1));

    public static readonly InviteDto Invite = new("tutors-2026", "tutor", 3, 14);

    public static readonly InvitationDto Invited = new("tutors-2026", "tutor", 3, 3, Day(14), "p9Xv4sQ1");

    public static readonly SiteDto Site = new(
        [Invited with { Token = null }], [new SitePersonDto(Tom.Id, Tom.Name, Tom.Colour, "tom@example.org", ["tutor"], false, Day(0))], 1);

    public static readonly BlockDto Block = new(true);

    public static readonly DemonstrationEndpoints.EnterDto Enter = new("demo-learner");

    public static readonly DemonstrationEndpoints.DemonstrationDto Demonstration = new(
        [new DemonstrationEndpoints.DemoPersonDto("demo-learner", "Lea Learner", 7, "learner", "Works on a campaign with two others.")]);

    /// <summary>A day after the first of December, at nine.</summary>
    public static DateTimeOffset Day(int after) => DateTimeOffset.Parse("2026-12-01T09:00:00Z", CultureInfo.InvariantCulture).AddDays(after);
}
