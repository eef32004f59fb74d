using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A peer group's page.</summary>
[Collection(AppCollection.Name)]
public sealed class GroupTests(AppFixture app)
{
    [Fact]
    public async Task Group_Notes_AreWrittenTogether_AndCommentedOn()
    {
        using var ada = await app.PersonAsync("Ada");
        using var bea = await app.PersonAsync("Bea");
        var room = await ada.CreateRoomAsync("Group 3", "group");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var adas = await app.OpenAsync(ada, room);
        var beas = await app.OpenAsync(bea, room);

        await adas.WriteAsync("<p>We meet on Mondays.</p>");
        await beas.AssertWordsAsync("We meet on Mondays.");
        await beas.PutCaretAfterAsync("Mondays.");
        await beas.TypeAsync(" At six.");
        await adas.AssertWordsAsync("We meet on Mondays. At six.");
        await beas.CommentAsync("on Mondays", "Why not on Tuesdays?");
        await Expect(adas.Threads).ToContainTextAsync("Why not on Tuesdays?");
    }
}
