using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>One server and one browser for all tests of the web app; each has rooms and people of its own.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private readonly Browser _browser = new();

    internal ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await ServerProcess.StartAsync();
        await _browser.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await Server.DisposeAsync();
    }

    internal Task<Person> PersonAsync(string name) => Person.NewAsync(Server, name);

    /// <summary>A room of the first, with each other let in by a link of their right.</summary>
    internal static async Task<string> RoomAsync(Person owner, string title, params (Person Person, string Right)[] others)
    {
        var room = await owner.CreateRoomAsync(title);
        foreach (var (person, right) in others)
        {
            await person.RedeemAsync(room, await owner.ShareAsync(room, right));
        }

        return room;
    }

    /// <summary>A window at an address of the server; signed in where a person is given.</summary>
    internal Task<IPage> WindowAsync(Person? person, string path, int width = 1440, int height = 900, float scale = 1) => WindowAsync(person, path, width, height, Server.Address, scale);

    internal async Task<IPage> WindowAsync(Person? person, string path, int width, int height, Uri address, float scale = 1)
    {
        var page = await _browser.OpenAsync(person, address, width, height, scale);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>A window in which somebody has a room's text before them.</summary>
    internal async Task<TextPage> OpenAsync(Person person, string room, int width = 1440, int height = 900)
    {
        var page = new TextPage(await WindowAsync(person, $"/{room}", width, height));
        await Expect(page.Text).ToBeVisibleAsync();
        return page;
    }
}
