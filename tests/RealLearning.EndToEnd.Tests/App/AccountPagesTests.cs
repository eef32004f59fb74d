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
        await ada.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no account");
        await ada.GetByLabel("The password now").FillAsync(Password);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();

        await Expect(ada.GetByText("Your password was changed").First).ToBeVisibleAsync();
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
