using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A frozen draft, and the session on it.</summary>
[Collection(AppCollection.Name)]
public sealed class SessionTests(AppFixture app)
{
    [Fact]
    public async Task Session_OnAFrozenDraft_HasItsOwnThreadsAndNotes_WhileTheTextGoesOn()
    {
        using var ada = await app.PersonAsync("Ada");
        using var cem = await app.PersonAsync("Cem");
        var room = await ada.CreateRoomAsync("Campaign");
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync("<p>As it was.</p><p>Picture here</p>");
        await adas.SelectAsync("Picture here");
        await adas.Page.GetByTestId("image-input").SetInputFilesAsync(new FilePayload { Name = "window.png", MimeType = "image/png", Buffer = Pictures.Png });
        await Expect(adas.Text.Locator("img[src^='/api/']")).ToBeVisibleAsync();
        await adas.AssertSavedAsync();

        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Freeze for critique" }).ClickAsync();
        await adas.Page.GetByRole(AriaRole.Button, new() { Name = "Freeze and open the session" }).ClickAsync();
        await Expect(adas.Page.GetByTestId("session")).ToBeVisibleAsync();
        var session = new Uri(adas.Page.Url).AbsolutePath[1..];
        await cem.RedeemAsync(session, await ada.ShareAsync(session, "edit"));
        var cems = await app.OpenAsync(cem, session);

        await Expect(cems.Text).ToContainTextAsync("As it was.");
        await cems.Page.WaitForFunctionAsync("() => document.querySelector('.ProseMirror img[src^=\"/api/\"]')?.naturalWidth > 0");
        await cems.CommentAsync("As it was", "Is it still?");
        await Expect(adas.Threads).ToContainTextAsync("Is it still?");
        var notes = cems.Page.GetByRole(AriaRole.Textbox, new() { Name = "Notes" });
        await notes.ClickAsync();
        await cems.TypeAsync("Ask about the hours.");
        await Expect(adas.Page.GetByRole(AriaRole.Textbox, new() { Name = "Notes" })).ToContainTextAsync("Ask about the hours.");
        await adas.Page.GetByRole(AriaRole.Link, new() { Name = "To the workspace" }).ClickAsync();
        await adas.PutCaretAfterAsync("As it was.");
        await adas.TypeAsync(" And as it became.");
        await adas.AssertSavedAsync();

        await cems.Page.ReloadAsync();
        await Expect(cems.Text).ToContainTextAsync("As it was.");
        await Expect(cems.Text).Not.ToContainTextAsync("became");
    }
}
