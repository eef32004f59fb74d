using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A room of each kind, with something in it, and people of each right in the workspace.</summary>
internal sealed class Rooms : IDisposable
{
    public required Person Ada { get; init; }

    public required Person Cem { get; init; }

    public required Person Ruth { get; init; }

    public required string Workspace { get; init; }

    public required string Group { get; init; }

    public required string Session { get; init; }

    public required string Snapshot { get; init; }

    /// <summary>A workspace of each deliverable, as it begins.</summary>
    public required string[] Deliverables { get; init; }

    /// <summary>The addresses of all screens that Ada may see.</summary>
    public string[] Paths => ["/", $"/{Workspace}", $"/{Group}", $"/{Session}", $"/{Snapshot}", .. Deliverables.Select(room => $"/{room}"), "/no/such/page"];

    public static async Task<Rooms> CreateAsync(AppFixture app)
    {
        var (ada, cem, ruth) = (await app.PersonAsync("Ada Lovelace"), await app.PersonAsync("Cem"), await app.PersonAsync("Ruth"));
        var room = await AppFixture.RoomAsync(ada, "Autumn campaign for the library", (cem, "comment"), (ruth, "observe"));
        await ada.CommandAsync(room, new
        {
            type = "setBrief",
            brief = new { client = "Marlow library", purpose = "Bring people back in the evening.", audience = "Commuters", criteria = new[] { "120 visits a week" }, due = "2030-11-30" },
        });
        var page = await app.OpenAsync(ada, room);
        await page.WriteAsync(
            """
            <h2>Message</h2><p>Marlow library is open late, warm and free. See <a href="https://example.org">why</a>.</p>
            <ul data-type="taskList"><li data-type="taskItem" data-checked="true"><p>Photographs</p></li></ul>
            <table><tr><th>Measure</th><th>Now</th><th>By 30 November</th></tr><tr><td>Visits after 18:00</td><td>41 a week</td><td>120 a week</td></tr></table>
            """);
        await page.CommentAsync("warm and free", "Is it warm?");
        await Expect(page.Marks).ToBeVisibleAsync();
        await page.Page.Context.CloseAsync();
        var (snapshotId, sessionId) = (Person.NewId(), Person.NewId());
        await ada.CommandAsync(room, new { type = "freezeSnapshot", snapshotId, title = "Draft 1" });
        await ada.CommandAsync(room, new { type = "openSession", sessionId, title = "Critique of Draft 1", snapshotId });
        return new Rooms
        {
            Ada = ada,
            Cem = cem,
            Ruth = ruth,
            Workspace = room,
            Group = await ada.CreateRoomAsync("Group 3", "group"),
            Deliverables = [await ada.CreateRoomAsync("Persona", deliverable: "persona"), await ada.CreateRoomAsync("Campaign", deliverable: "campaign"), await ada.CreateRoomAsync("Report", deliverable: "report")],
            Session = $"session/{sessionId}",
            Snapshot = $"{room}/snapshot-{snapshotId}",
        };
    }

    public void Dispose()
    {
        Ada.Dispose();
        Cem.Dispose();
        Ruth.Dispose();
    }
}
