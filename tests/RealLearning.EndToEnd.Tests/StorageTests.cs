using System.Net.WebSockets;
using System.Text;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests;

/// <summary>A disk that is full and one that lost a page, as people and programs meet them.</summary>
public sealed class StorageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task FullDisk_IsSaidOnTheScreenAndToCommands_AndWhatIsWrittenMeanwhileIsSavedOnceThereIsRoom()
    {
        await using var server = await ServerProcess.StartAsync("--Storage:PagesMax=150");
        using var ada = await Person.NewAsync(server, "Ada");
        var room = await ada.CreateRoomAsync("Autumn campaign");
        var page = new TextPage(await browser.OpenAsync(ada, server.Address));
        await page.Page.GotoAsync($"/{room}");
        await Expect(page.Text).ToBeVisibleAsync();
        await page.WriteAsync("<p>Before.</p>");
        await FillDiskAsync(ada, 20_000);
        await FillDiskAsync(ada, 100);

        await page.PutCaretAfterAsync("Before.");
        await page.TypeAsync(" Meanwhile, with no room left on the disk.");
        await Expect(page.Page.GetByTestId("save-state")).ToContainTextAsync("Not saved, retrying");
        var refused = await Assert.ThrowsAsync<RestException>(() => ada.CommandAsync(room, new { type = "setTitle", title = new string('t', 200) }));
        Assert.Equal((503, "storage-unavailable"), (refused.Status, refused.Code));
        await server.KillAsync();
        await server.StartAgainAsync();

        await page.AssertSavedAsync();
        await page.AssertWordsAsync("Before. Meanwhile, with no room left on the disk.");
        await ada.CommandAsync(room, new { type = "setTitle", title = "There is room again" });
    }

    [Fact]
    public async Task DamagedPage_ItsDocumentIsRefusedByNameAtEachDoor_AndTheOthersGoOn()
    {
        await using var server = await ServerProcess.StartAsync();
        using var ada = await Person.NewAsync(server, "Ada");
        var (hurt, sound) = (await ada.CreateRoomAsync("Hurt"), await ada.CreateRoomAsync("Sound"));
        await WriteAsync(ada, $"{hurt}/content", "words on a page that gets lost");
        await WriteAsync(ada, $"{sound}/content", "words on another");
        await server.StopAsync();
        await DamageAsync(Path.Combine(server.Data, "journal.db"), "words on a page that gets lost");
        Assert.Contains($"{hurt}/content", await server.VerifyAsync(), StringComparison.Ordinal);
        await server.StartAsync();

        await using var hub = new HubClient(ada);
        await hub.ConnectAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.JoinAsync($"{hurt}/content"));
        Assert.StartsWith("document-damaged", refused.Message, StringComparison.Ordinal);
        Assert.Equal(4510, await YjsCloseAsync(ada, $"{hurt}/content"));
        await hub.JoinAsync($"{hurt}/room");
        await WriteAsync(ada, $"{sound}/content", " and more");
    }

    /// <summary>Writes pieces of a size into a document of its own until the disk takes no more.</summary>
    private static async Task FillDiskAsync(Person person, int length)
    {
        await using var hub = new HubClient(person);
        await hub.ConnectAsync();
        var document = await hub.JoinAsync($"lab/{Person.NewId()}");
        while (!document.Retrying)
        {
            var number = await hub.PushAsync(document, doc => doc.GetText("t").Insert(0, new string('x', length)));
            await hub.UntilAsync(() => document.Saved >= number || document.Retrying);
        }
    }

    private static async Task WriteAsync(Person person, string name, string text)
    {
        await using var hub = new HubClient(person);
        await hub.ConnectAsync();
        var document = await hub.JoinAsync(name);
        var number = await hub.PushAsync(document, doc => doc.GetText("t").Insert(0, text));
        await hub.UntilAsync(() => document.Saved >= number);
    }

    /// <summary>Makes a letter of these words another, wherever they stand in the file.</summary>
    private static async Task DamageAsync(string file, string words)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var sought = Encoding.UTF8.GetBytes(words);
        var found = 0;
        for (var at = bytes.AsSpan().IndexOf(sought); at >= 0; at = bytes.AsSpan().IndexOf(sought))
        {
            bytes[at] ^= 1;
            found++;
        }

        Assert.NotEqual(0, found);
        await File.WriteAllBytesAsync(file, bytes);
    }

    /// <summary>The code with which the y-websocket door closes.</summary>
    private static async Task<int> YjsCloseAsync(Person person, string document)
    {
        using var socket = new ClientWebSocket { Options = { Cookies = person.Cookies } };
        await socket.ConnectAsync(new Uri($"ws://{person.Server.Address.Authority}/yjs/{document}"), default);
        var received = await socket.ReceiveAsync(new byte[1024], default);
        Assert.Equal(WebSocketMessageType.Close, received.MessageType);
        return (int)received.CloseStatus!.Value;
    }
}
