using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>Two people at one browser, one after the other.</summary>
[Collection(AppCollection.Name)]
public sealed class SharedBrowserTests(AppFixture app)
{
    private const string Unsent = "Written in a tunnel.";

    /// <summary>Whether the browser's own database has these words among what is not sent.</summary>
    private const string IsKept = """
        words => new Promise(resolve => {
          const opening = indexedDB.open('reallearning')
          opening.onsuccess = () => {
            const rows = opening.result.transaction('queue').objectStore('queue').getAll()
            rows.onsuccess = () => {
              opening.result.close()
              resolve(rows.result.some(row => new TextDecoder().decode(row.update).includes(words)))
            }
          }
        })
        """;

    [Fact]
    public async Task SecondPerson_AtTheFirstOnesBrowser_NeitherSeesNorSendsWhatTheFirstLeft_AndTheFirstHasItStill()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        using var cem = await app.PersonAsync("Cem");
        var room = await AppFixture.RoomAsync(ada, "Campaign", (bea, "edit"), (cem, "edit"));
        await using var line = new CuttableLine(app.Server);
        var adas = new TextPage(await app.WindowAsync(ada, $"/{room}", 1440, 900, line.Address));
        var cems = await app.OpenAsync(cem, room);
        await adas.WriteAsync("<p>Written with a line.</p>");
        line.Cut();
        await adas.PutCaretAfterAsync("line.");
        await adas.Page.Keyboard.InsertTextAsync(Unsent);
        await adas.Page.WaitForFunctionAsync(IsKept, Unsent);
        await adas.Page.CloseAsync();
        line.Mend();

        var beas = await ComeAsync(adas.Page.Context, bea, room);
        await beas.AssertWordsAsync("Written with a line.");
        await beas.PutCaretAfterAsync("line.");
        await beas.TypeAsync(" And Bea.");
        await beas.AssertSavedAsync();
        await cems.AssertWordsAsync("Written with a line. And Bea.");
        await beas.Page.CloseAsync();

        adas = await ComeAsync(adas.Page.Context, ada, room);
        await Expect(cems.Text).ToContainTextAsync(Unsent);
        await adas.AssertSavedAsync();
        var timeline = await ada.TimelineAsync($"{room}/content");
        Assert.Equal(ada.Id, (string?)timeline.Last(entry => (int)entry!["inserted"]! >= Unsent.Length)!["by"]);
        Assert.All(timeline, entry => Assert.Equal(0, (int)entry!["relayed"]!));
    }

    [Fact]
    public async Task Person_WhoSignsOutInOneTab_IsSignedOutInEveryOther_AndAnotherWhoComesInIsHimselfThere()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await AppFixture.RoomAsync(ada, "Campaign", (bea, "edit"));
        var adas = await app.OpenAsync(ada, room);
        var tab = await adas.Page.Context.NewPageAsync();
        await tab.GotoAsync("/");

        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(adas.Text).ToHaveCountAsync(0);
        await Expect(adas.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();

        await Browser.SignInAsync(adas.Page.Context, bea);
        await tab.GotoAsync("/");
        await Expect(tab.GetByText("Bea").First).ToBeVisibleAsync();
        await Expect(adas.Text).ToBeVisibleAsync();
        await adas.WriteAsync("<p>By Bea.</p>");
        await adas.AssertSavedAsync();
        var timeline = await bea.TimelineAsync($"{room}/content");
        Assert.Contains(timeline, entry => (string?)entry!["by"] == bea.Id);
        Assert.DoesNotContain(timeline, entry => (string?)entry!["by"] == ada.Id);
    }

    private static async Task<TextPage> ComeAsync(IBrowserContext browser, Person person, string room)
    {
        await Browser.SignInAsync(browser, person);
        var page = new TextPage(await browser.NewPageAsync());
        await page.Page.GotoAsync($"/{room}");
        await Expect(page.Text).ToBeVisibleAsync();
        return page;
    }
}
