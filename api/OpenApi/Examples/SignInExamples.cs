using System.Text.Json;
using RealLearning.Api.Accounts;
using RealLearning.Api.Auditing;
using RealLearning.Api.OpenId;
using static RealLearning.Api.OpenApi.Examples.AccountExamples;

namespace RealLearning.Api.OpenApi.Examples;

/// <summary>Of the document <c>/openapi/v1.json</c>: other ways to sign in, links that stand for somebody, and what the audit log says of them.</summary>
internal static class SignInExamples
{
    private const string Challenge = "CfDJ8N0mYw2b", CredentialId = "x3hK9wQbT0a1", Type = "public-key";

    public static readonly WaysInDto WaysIn = new(true, [new OrganisationDto("school", "The School")]);

    public static readonly PasskeyDto Passkey = new("5f3c1e9ab0d24c77", "Lea's phone", Day(0), Day(1), true);

    public static readonly AccountDto Account = new(true, [Passkey], [new LoginDto("0d6e4f2a91b84c53", "The School", Day(0))]);

    public static readonly EmailEndpoints.EmailDto Email = new("lea.learner@example.org");

    public static readonly EmailEndpoints.ChangedEmailDto ChangedEmail = new("lea.learner@example.org", IsSent: true);

    public static readonly AccountLinkDto Link = new("b7e01c5593f24a08.Q2ZESjhOMG1ZdzJi");

    public static readonly PasswordLinkEndpoints.ForgottenDto Forgotten = new("lea@example.org");

    public static readonly PasswordLinkEndpoints.HolderDto Holder = new(Lea.Name, "lea@example.org");

    public static readonly PasswordLinkEndpoints.ResetDto Reset = new(Link.Token, "another long password");

    public static readonly OpenIdEndpoints.WayDto Way = new($"/api/sign-in/openid/school?link={Challenge}");

    public static readonly PasskeyEndpoints.PasskeyAskDto AskedPasskey = new(Challenge, Json(new { challenge = "Zk5wQ2JhT2x0", timeout = 300_000, rpId = "learn.example.org", allowCredentials = Array.Empty<object>(), userVerification = "required" }));

    public static readonly PasskeyEndpoints.PasskeyAskDto AskedNewPasskey = new(Challenge, Json(new
    {
        rp = new { name = "learn.example.org", id = "learn.example.org" },
        user = new { id = "YjdlMDFjNTU5M2Yy", name = "lea@example.org", displayName = Lea.Name },
        challenge = "Zk5wQ2JhT2x0",
        pubKeyCredParams = new[] { new { type = Type, alg = -7 } },
        timeout = 300_000,
        excludeCredentials = Array.Empty<object>(),
        authenticatorSelection = new { residentKey = "required", requireResidentKey = true, userVerification = "required" },
    }));

    public static readonly PasskeyEndpoints.PasskeyAnswerDto PasskeyAnswer = new(Challenge, Json(new
    {
        id = CredentialId,
        rawId = CredentialId,
        type = Type,
        response = new { clientDataJSON = "eyJ0eXBlIjoi", authenticatorData = "SZYN5YgOjGh0", signature = "MEUCIQDk1x0a", userHandle = "YjdlMDFjNTU5M2Yy" },
        clientExtensionResults = new { },
    }));

    public static readonly PasskeyEndpoints.NewPasskeyDto NewPasskey = new(Challenge, Passkey.Name, Json(new
    {
        id = CredentialId,
        rawId = CredentialId,
        type = Type,
        response = new { clientDataJSON = "eyJ0eXBlIjoi", attestationObject = "o2NmbXRkbm9u", transports = new[] { "internal" } },
        clientExtensionResults = new { },
    }));

    public static readonly PasskeyEndpoints.PasskeyNameDto PasskeyName = new("Lea's old phone");

    public static readonly AuditPageDto Audit = new(
        [new AuditEntryDto("e41c7f0ad8b34f52", Day(2), "right-set", Tom, Lea, "workspace/spring-appeal", "Spring appeal", "comment", "192.0.2.7", null)], "2026-11.40");

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);
}
