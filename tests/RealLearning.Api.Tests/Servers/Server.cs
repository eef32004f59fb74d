using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.OpenApi;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Tests.Servers;

/// <summary>The whole server in this process: Kestrel on a port of loopback, the silo, a data folder of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly string[] _options;
    private readonly bool _ownsFolder;
    private readonly Action<WebApplicationBuilder>? _configure;
    private readonly AnswerCheck _check = new();
    private WebApplication? _app;
    private Task<string>? _invitation;

    private Server(string folder, bool ownsFolder, Action<WebApplicationBuilder>? configure, string[] options)
    {
        _configure = configure;
        Folder = folder;
        _ownsFolder = ownsFolder;
        _options = options;
    }

    public string Folder { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>Where stock clients connect.</summary>
    public string Yjs => $"ws://{Address.Authority}/yjs";

    public IServiceProvider Services => _app!.Services;

    /// <summary>Starts a server; options as on the command line, such as <c>--Access:Lab=true</c>.</summary>
    public static Task<Server> StartAsync(params string[] options) => StartAsync(null, options);

    /// <summary>Starts a server some of whose parts are the test's.</summary>
    public static async Task<Server> StartAsync(Action<WebApplicationBuilder>? configure, params string[] options)
    {
        var server = new Server(Directory.CreateTempSubdirectory("real-learning-").FullName, ownsFolder: true, configure, options);
        try
        {
            await server.StartAsync("http://127.0.0.1:0");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server and starts it anew on the same data and port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Starts a stopped server on the same data and port.</summary>
    public Task StartAgainAsync() => StartAsync(Address.ToString());

    /// <summary>Stops the server; its data stay.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync().Soon();
            await app.DisposeAsync();
        }
    }

    /// <summary>Ends the activation of a room; the next call makes another, which knows no session.</summary>
    public async Task MoveAsync(string room) =>
        await Services.GetRequiredService<IGrainFactory>().Room(RoomKey.Parse(room)).AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    /// <summary>Keeps the journal from writing until it is disposed, as another program that holds the file does.</summary>
    public IDisposable HoldJournal()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "journal.db")};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    /// <summary>An invitation for all who come; its administrator is the first.</summary>
    public Task<string> InvitationAsync() => _invitation ??= InviteAsync();

    /// <summary>Somebody with an account.</summary>
    public Task<Person> PersonAsync(string name) => Person.EnterAsync(this, name);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }

        Assert.Empty(_check.Faults);
    }

    private async Task<string> InviteAsync()
    {
        using var administrator = await Member.FirstAsync(this);
        return await administrator.InviteAsync("member", 1_000);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStartupFilter>(_check);
        _configure?.Invoke(builder);
    }

    private async Task StartAsync(string url)
    {
        var app = Program.Build(
        [
            "--environment", "Development", "--urls", url, $"--Data={Folder}", "--Logging:LogLevel:Default=Warning",
            // A hash is slow on purpose, and everybody here has an account.
            "--Access:PasswordMemoryKiB=8", "--Access:PasswordPasses=1", .. _options,
        ],
            Configure);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        _app = app;
        Assert.True(app.Services.GetRequiredService<LabGate>().TryOpen(app.Urls));
        Address = new Uri(app.Urls.Single());
    }
}
