using System.Net;
using System.Net.Http.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using RealLearning.Silo.Storage;

namespace RealLearning.Api.Tests.Rest;

/// <summary>A backup that was made beside a running server, put in its place.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Backup_OfARunningServer_Restored_IsTheServerAsItWas_AndBrowsersBringTheRest()
    {
        await using var server = await Server.StartAsync();
        await using var stock = StockClients.Start();
        using var anna = await server.PersonAsync("Anna");
        using var ben = await server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync(title: "Kept");
        await anna.InviteAsync(ben, room, "comment");
        var token = await anna.TokenAsync(room + "/content", "observe");
        await stock.OpenAsync("anna", server, room + "/content", anna);
        await stock.InsertAsync("anna", 0, "before the backup. ");
        await using (var hub = await HubClient.ConnectAsync(server, anna))
        {
            await hub.JoinAsync(room + "/content");
            await hub.PushAsync(room + "/content", 1, TestUpdates.First(901, "saved before. "));
            await hub.SavedAsync(room + "/content", 1);
        }

        await anna.CommandAsync(room, new { type = "createThread", threadId = "why", part = "content", start = End, end = End, quote = "", before = "", text = "Why?" });
        var image = await UploadAsync(anna, room);
        using var backup = new BackupFolder();
        await DataBackup.WriteAsync(server.Folder, backup.Path);
        await stock.InsertAsync("anna", 0, "after the backup. ");
        await anna.CommandAsync(room, new { type = "setTitle", title = "Changed after" });

        await server.StopAsync();
        backup.PutInPlaceOf(server.Folder);
        await server.StartAgainAsync();

        // The same cookie, the same token: nobody was signed out.
        var seen = await Person.JsonAsync(await ben.Http.GetAsync($"/api/rooms/{room}"), HttpStatusCode.OK);
        Assert.Equal(("Kept", "comment"), (seen.GetProperty("title").GetString(), seen.GetProperty("right").GetString()));
        using var byToken = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"/api/documents/{room}/content/timeline")) { Headers = { Authorization = new("Bearer", token) } };
        using var plain = new HttpClient();
        Assert.NotEmpty((await Person.JsonAsync(await plain.SendAsync(byToken), HttpStatusCode.OK)).EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, (await ben.Http.GetAsync(image)).StatusCode);
        await anna.CommandAsync(room, new { type = "replyToThread", threadId = "why", commentId = "because", text = "Because." });
        await stock.OpenAsync("fresh", server, room + "/content", anna);
        await stock.ContainsAsync("fresh", "saved before. ");
        await stock.ContainsAsync("fresh", "before the backup. ");
        await stock.ContainsAsync("fresh", "after the backup. ");
    }

    private static byte[] End => [1, 1, (byte)'t', 0];

    private static async Task<string> UploadAsync(Person person, string room)
    {
        using var reply = await person.Http.PostAsync($"/api/rooms/{room}/images", new ByteArrayContent(ImageApiTests.Draw(40, 30, SkiaSharp.SKEncodedImageFormat.Png)));
        return (await Person.JsonAsync(reply, HttpStatusCode.Created)).GetProperty("url").GetString()!;
    }

    private sealed class BackupFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("real-learning-backup-").FullName;

        public void PutInPlaceOf(string folder)
        {
            Directory.Delete(folder, recursive: true);
            Directory.Move(Path, folder);
        }

        public void Dispose()
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }
}
