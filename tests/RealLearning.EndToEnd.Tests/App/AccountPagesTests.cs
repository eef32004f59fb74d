using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>From an empty folder: the administrator's link, an invitation, an account, signing in, and being blocked while writing.</summary>
public sealed partial class AccountPagesTests(Browser browser) : IClassFixture<Browser>
{
    private const string Password = "four words in a row";

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task Administrator_InvitesATutor_WhoSignsInWritesAndIsBlocked(int width, int height)
    {
        await using var server = await ServerProcess.StartAsync();
        var ada = await browser.OpenAsync(null, server.Address, width, height);
        await ada.GotoAsync(await server.PrintedAsync(Invitation()));
        await TakeAsync(ada, "Ada Admin", "ada@example.org");
        await ada.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await ada.GetByRole(AriaRole.Radio, new() { Name = "Tutor" }).CheckAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await ada.GetByTestId("invitation-link").InputValueAsync();
        Assert.Empty(await Axe.ViolationsAsync(ada));

        var tom = await browser.OpenAsync(null, server.Address, width, height);
        await tom.GotoAsync(link);
        await Expect(tom.GetByText("set challenges and run cohorts")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(tom));
        await TakeAsync(tom, "Tom Tutor", "tom@example.org");
        await tom.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(tom.GetByRole(AriaRole.Heading, new() { Name = "Real work, written together" })).ToBeVisibleAsync();
        await SignInAsync(tom, "not the right one");
        await Expect(tom.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no account");
        await SignInAsync(tom, Password);
        await tom.GetByLabel("What is the work?").FillAsync("Autumn campaign");
        await tom.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        var text = new TextPage(tom);
        await Expect(text.Text).ToBeVisibleAsync();
        await text.Text.ClickAsync();
        await tom.Keyboard.TypeAsync("Come and read");
        await Expect(tom.GetByTestId("save-state")).ToContainTextAsync("saved", new() { IgnoreCase = true });

        await ada.ReloadAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Block: Tom Tutor" }).ClickAsync();
        await Expect(tom.GetByText("You are signed out")).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Let in again: Tom Tutor" })).ToBeVisibleAsync();
        await ReadLogAsync(ada);
        await ada.GotoAsync("/site");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Let in again: Tom Tutor" }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "New password: Tom Tutor" }).ClickAsync();
        link = await ada.GetByTestId("password-link-address").InputValueAsync();
        Assert.Empty(await Axe.ViolationsAsync(ada));

        var forgetful = await browser.OpenAsync(null, server.Address, width, height);
        await forgetful.GotoAsync("/");
        await forgetful.GetByRole(AriaRole.Button, new() { Name = "Forgotten your password?" }).ClickAsync();
        await Expect(forgetful.GetByText("Ask an administrator of this site")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(forgetful));
        await forgetful.GotoAsync(link);
        await Expect(forgetful.GetByText("For Tom Tutor, who signs in as tom@example.org")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(forgetful));
        await forgetful.GetByLabel("The new password").FillAsync("five other words in a row");
        await forgetful.GetByRole(AriaRole.Button, new() { Name = "Set it and sign in" }).ClickAsync();
        await Expect(forgetful.GetByRole(AriaRole.Heading, new() { Name = "Go on" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Account_Page_ChangesThePassword()
    {
        await using var server = await ServerProcess.StartAsync();
        var ada = await browser.OpenAsync(null, server.Address);
        await ada.GotoAsync(await server.PrintedAsync(Invitation()));
        await TakeAsync(ada, "Ada Admin", "ada@example.org");
        await ada.GetByTitle("Your account").ClickAsync();
        Assert.Empty(await Axe.ViolationsAsync(ada));
        await ada.GetByLabel("The password now").FillAsync("a wrong one that is long");
        await ada.GetByLabel("The new one").FillAsync("five other words in a row");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no account");
        await ada.GetByLabel("The password now").FillAsync(Password);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();

        await Expect(ada.GetByText("Your password was changed").First).ToBeVisibleAsync();
    }

    /// <summary>What was done is in the log, for whoever asks by what it is and who.</summary>
    private static async Task ReadLogAsync(IPage ada)
    {
        await ada.GetByRole(AriaRole.Link, new() { Name = "audit log" }).ClickAsync();
        var log = ada.GetByTestId("audit");
        await Expect(log).ToContainTextAsync("Ada Admin blocked Tom Tutor");
        await Expect(log).ToContainTextAsync("Tom Tutor was refused at the sign-in");
        Assert.Empty(await Axe.ViolationsAsync(ada));
        await ChallengePagesTests.AssertNothingStandsOutAsync(ada);
        await ada.GetByLabel("Who").SelectOptionAsync("Tom Tutor");
        await ada.GetByLabel("What").SelectOptionAsync("Signed in");
        await Expect(log.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(log).ToContainTextAsync("Tom Tutor signed in");
        await ada.GetByLabel("What").SelectOptionAsync("Share link made");
        await Expect(log).ToHaveTextAsync("There is nothing of this.");
    }

    /// <summary>A device that Chromium makes up, with a key of its own in it; the page's calls and the server's answers are real.</summary>
    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task Passkey_AddedOnTheAccountPage_SignsInByFormAndButtonUntilItIsRemoved(int width, int height)
    {
        await using var server = await ServerProcess.StartAsync();
        var site = new UriBuilder(server.Address) { Host = "localhost" }.Uri; // an address in numbers can have no passkeys
        var ada = await browser.OpenAsync(null, site, width, height);
        var device = await VirtualDevice.PlugInAsync(ada);
        await ada.GotoAsync($"/invitation{new Uri(await server.PrintedAsync(Invitation())).Fragment}");
        await TakeAsync(ada, "Ada Admin", "ada@example.org");
        await ada.GotoAsync("/account");
        await ada.GetByLabel("What to call a new one").FillAsync("Ada's key");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var keys = ada.GetByTestId("passkeys");
        await Expect(keys.GetByLabel("Name of the passkey")).ToHaveValueAsync("Ada's key");
        await Expect(keys).ToContainTextAsync("Not used yet");
        Assert.Empty(await Axe.ViolationsAsync(ada));

        await ada.GetByRole(AriaRole.Button, new() { Name = "End the other sign-ins" }).ClickAsync();
        await Expect(ada.GetByText("You are signed in here and nowhere else.")).ToBeVisibleAsync();

        // Nobody touches the device: the sign-in page waits, and offers a button.
        await device.TouchAsync(false);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(ada));
        await device.TouchAsync(true);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Name = "Welcome" })).ToBeVisibleAsync();

        await ada.GotoAsync("/account");
        await Expect(keys).ToContainTextAsync("Used just now");
        await keys.GetByLabel("Name of the passkey").FillAsync("The key in the drawer");
        await keys.GetByLabel("Name of the passkey").PressAsync("Enter");
        await Expect(ada.GetByText("The passkey is called “The key in the drawer” now.")).ToBeVisibleAsync();
        await ada.ReloadAsync();
        await Expect(keys.GetByLabel("Name of the passkey")).ToHaveValueAsync("The key in the drawer");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Remove: The key in the drawer" }).ClickAsync();
        Assert.Empty(await Axe.ViolationsAsync(ada));
        await ada.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(keys).ToBeHiddenAsync();

        await device.TouchAsync(false);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await device.TouchAsync(true);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Alert)).ToContainTextAsync("This passkey opens no account here");
    }

    [Fact]
    public async Task Organisation_SignsInANewcomerWhoSetsAPasswordAndUnlinksIt()
    {
        await using var school = await SchoolProcess.StartAsync();
        await using var server = await ServerProcess.StartAsync(school.Options);
        var lea = await browser.OpenAsync(null, server.Address);
        await lea.RouteAsync("https://**", static route => route.AbortAsync()); // its page wants typefaces from elsewhere
        await lea.GotoAsync("/");
        await lea.GetByRole(AriaRole.Button, new() { Name = "Sign in with The School" }).ClickAsync();
        await SayToTheSchoolAsync(lea);
        await Expect(lea.GetByRole(AriaRole.Heading, new() { Name = "Welcome" })).ToBeVisibleAsync();

        await lea.GotoAsync("/account");
        await Expect(lea.GetByTestId("logins")).ToContainTextAsync("The School");
        Assert.Empty(await Axe.ViolationsAsync(lea));

        // The School may have known this browser since the morning, so she confirms there that it is her.
        await lea.GetByRole(AriaRole.Button, new() { Name = "Unlink: The School" }).ClickAsync();
        await lea.GetByTestId("confirm-you").GetByRole(AriaRole.Link, new() { Name = "Use The School" }).ClickAsync();
        await SayToTheSchoolAsync(lea);
        await lea.GetByRole(AriaRole.Button, new() { Name = "Unlink: The School" }).ClickAsync();
        await Expect(lea.GetByText("This is the only way into your account")).ToBeVisibleAsync();
        await lea.GetByLabel("The new one").FillAsync(Password);
        await lea.GetByRole(AriaRole.Button, new() { Name = "Set it" }).ClickAsync();
        await Expect(lea.GetByText("opens your account too").First).ToBeVisibleAsync();
        await lea.GetByRole(AriaRole.Button, new() { Name = "Unlink: The School" }).ClickAsync();
        await Expect(lea.GetByRole(AriaRole.Button, new() { Name = "Link The School" })).ToBeVisibleAsync();
        await lea.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        // The School knows her still; her account here is not hers by its word alone any more.
        await lea.GetByRole(AriaRole.Button, new() { Name = "Sign in with The School" }).ClickAsync();
        await Expect(lea.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is an account of your e-mail address already");
        Assert.Empty(await Axe.ViolationsAsync(lea));
    }

    private static async Task SayToTheSchoolAsync(IPage page)
    {
        await page.Locator("input[name=login]").FillAsync("lea");
        await page.Locator("input[name=password]").FillAsync("anything");
        await page.Locator("button[type=submit]").ClickAsync();
    }

    private static async Task TakeAsync(IPage page, string name, string email)
    {
        await page.GetByLabel("Your name, as the others will see it").FillAsync(name);
        await page.GetByLabel("E-mail address, to sign in with").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make my account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome" })).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.GetByLabel("E-mail address").FillAsync("tom@example.org");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    [GeneratedRegex(@"http://\S+/invitation#\S+")]
    private static partial Regex Invitation();
}
