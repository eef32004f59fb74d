using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using static RealLearning.Api.Tests.Accounts.AccountTests;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>A forgotten password where the site sends mail, to an SMTP server.</summary>
public sealed partial class MailTests : IAsyncLifetime
{
    private const string Site = "https://learn.example.org";
    private readonly MailServer _mail = new();
    private Server _server = null!;
    private Member _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Server.StartAsync(
            "--Mail:Host=127.0.0.1", $"--Mail:Port={_mail.Port}", "--Mail:Security=None", "--Mail:From=RealLearning <no-reply@example.org>", $"--Mail:Site={Site}", "--Mail:AccountPerHour=2");
        _ada = await Member.FirstAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Forgotten_OfAnAccount_BringsALinkByMailThatSetsANewPassword()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Léa <script> \"L\"");
        using var browser = new HttpClient { BaseAddress = _server.Address };
        using var asked = await browser.PostAsJsonAsync("/api/password/forgotten", new { email = lea.Email.ToUpperInvariant() });
        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);

        using var mail = await _mail.NextAsync();

        Assert.Equal(("Léa <script> \"L\"", lea.Email), (mail.To.Mailboxes.Single().Name, mail.To.Mailboxes.Single().Address));
        Assert.Equal("no-reply@example.org", mail.From.Mailboxes.Single().Address);
        using var reset = await browser.PostAsJsonAsync("/api/password/reset", new { token = TokenOf(mail), password = "another good password" });
        await Person.JsonAsync(reset, HttpStatusCode.OK);
        using var again = await lea.AgainAsync(_server, "another good password");
    }

    [Fact]
    public async Task Forgotten_OfNobodyABlockedAccountOrForTheThirdTime_IsAnsweredAlikeAndSendsNothing()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        using var ben = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Ben");
        await _ada.BlockAsync(ben.Id, true);
        foreach (var email in new[] { "nobody@example.org", ben.Email, lea.Email, lea.Email, lea.Email, "x", _ada.Email })
        {
            using var asked = await _ada.Http.PostAsJsonAsync("/api/password/forgotten", new { email });
            Assert.Equal((HttpStatusCode.NoContent, ""), (asked.StatusCode, await asked.Content.ReadAsStringAsync()));
        }

        // Mails go in the order in which they were asked for.
        var came = new List<string>();
        while (came.LastOrDefault() != _ada.Email)
        {
            using var mail = await _mail.NextAsync();
            came.Add(mail.To.Mailboxes.Single().Address);
        }

        Assert.Equal([lea.Email, lea.Email, _ada.Email], came);
    }

    [Fact]
    public async Task Address_Changed_IsTheNewOneOnceTheLinkToItIsOpened()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        using var other = await lea.AgainAsync(_server);
        var email = EmailTests.NewEmail();
        using var asked = await lea.Http.PostAsJsonAsync("/api/account/email", new { email });
        Assert.True((await Person.JsonAsync(asked, HttpStatusCode.OK)).GetProperty("isSent").GetBoolean());
        using var link = await _mail.NextAsync();
        Assert.Equal(email, link.To.Mailboxes.Single().Address);
        Assert.Equal(lea.Email, (await lea.MeAsync()).GetProperty("email").GetString());
        var token = TokenOf(link, "email");

        // Whether an address is somebody's is not told: the answer is the same, and nobody gets a mail.
        using var ofAda = await lea.Http.PostAsJsonAsync("/api/account/email", new { email = _ada.Email });
        Assert.True((await Person.JsonAsync(ofAda, HttpStatusCode.OK)).GetProperty("isSent").GetBoolean());

        // For another address the seal does not hold.
        var forged = $"{token[..token.LastIndexOf('.')]}.{System.Buffers.Text.Base64Url.EncodeToString("evil@example.org"u8)}";
        using var wrong = await lea.Http.PostAsJsonAsync("/api/account/email/confirm", new { token = forged });
        await ProblemAsync(wrong, HttpStatusCode.NotFound, "link-ended");
        using var confirmed = await lea.Http.PostAsJsonAsync("/api/account/email/confirm", new { token });

        Assert.Equal(email, (await Person.JsonAsync(confirmed, HttpStatusCode.OK)).GetProperty("email").GetString());
        Assert.Equal(email, (await lea.MeAsync()).GetProperty("email").GetString());
        using var me = await other.Http.GetAsync("/api/me");
        await ProblemAsync(me, HttpStatusCode.Unauthorized, "not-signed-in");
        using var told = await _mail.NextAsync();
        Assert.Equal(lea.Email, told.To.Mailboxes.Single().Address);
        using var twice = await lea.Http.PostAsJsonAsync("/api/account/email/confirm", new { token });
        await ProblemAsync(twice, HttpStatusCode.NotFound, "link-ended");
    }

    [Fact]
    public async Task Mail_ThatIsNotTakenNow_IsTriedAgain()
    {
        _mail.NotNow = 1;
        using var asked = await _ada.Http.PostAsJsonAsync("/api/password/forgotten", new { email = _ada.Email });

        using var mail = await _mail.NextAsync();
        Assert.Equal(_ada.Email, mail.To.Mailboxes.Single().Address);
        Assert.Equal(0, _mail.NotNow);
    }

    [Fact]
    public async Task Mail_OverALineThatCannotBeSealed_IsNotSent()
    {
        var lost = new LogWatch("given up");
        await using var server = await Server.StartAsync(
            builder => builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(lost),
            "--Mail:Host=127.0.0.1", $"--Mail:Port={_mail.Port}", "--Mail:From=no-reply@example.org", $"--Mail:Site={Site}");
        using var ada = await Member.FirstAsync(server);
        using var asked = await ada.Http.PostAsJsonAsync("/api/password/forgotten", new { email = ada.Email });

        await lost.Seen.Soon();

        // What arrives first is what was asked for later.
        using var other = await _ada.Http.PostAsJsonAsync("/api/password/forgotten", new { email = _ada.Email });
        using var mail = await _mail.NextAsync();
        Assert.Equal(_ada.Email, mail.To.Mailboxes.Single().Address);
    }

    [Theory]
    [InlineData("--Mail:From=no-reply@example.org", "Mail:Site")]
    [InlineData("--Mail:Site=https://learn.example.org", "Mail:From")]
    [InlineData("--Mail:Site=https://learn.example.org/app", "Mail:Site")]
    public async Task Options_ThatAreNotEnough_EndTheStart(string option, string named)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Server.StartAsync("--Mail:Host=127.0.0.1", option));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static string TokenOf(MimeMessage mail, string page = "password")
    {
        var link = Link().Match(mail.TextBody ?? "");
        Assert.True(link.Success && link.Groups[1].Value == page, mail.TextBody);
        return link.Groups[2].Value;
    }

    [GeneratedRegex(@"^https://learn\.example\.org/(\w+)#(\S+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Link();
}
