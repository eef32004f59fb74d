using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>The built server as a process of its own, on a folder that outlives it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private string[] _arguments;
    private readonly Dictionary<string, string> _environment = [];
    private readonly Queue<string> _output = new();
    private string[]? _command;
    private (Regex Shape, TaskCompletionSource<string> Printed)? _wanted;
    /// <summary>True once it listens, false where it ended before.</summary>
    private TaskCompletionSource<bool> _started = new();
    private static int _ports = Random.Shared.Next(10_000);

    private Process? _process;
    private Task<string>? _invitation;

    private ServerProcess(string data, string[] arguments)
    {
        Data = data;
        _arguments = arguments;
        Port = FreePort();
    }

    public string Data { get; }

    public int Port { get; }

    public int ProcessId => _process!.Id;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>What the server last printed, for a failing test.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>An invitation for all who come; its administrator is the first.</summary>
    public Task<string> InvitationAsync() => _invitation ??= InviteAsync();

    /// <summary>Starts a server with a lab on an empty folder.</summary>
    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("reallearning-").FullName;
        var server = new ServerProcess(data, arguments);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the server that <c>docker-compose.yml</c> describes: its command and environment, with the container's folders and port replaced.</summary>
    public static async Task<ServerProcess> StartComposedAsync()
    {
        var compose = await File.ReadAllTextAsync(PathOf("docker-compose.yml"));
        var data = Directory.CreateTempSubdirectory("reallearning-").FullName;
        var command = Regex.Match(compose, @"command: (\[.*\])").Groups[1].Value;
        var server = new ServerProcess(data, []);
        server._command = [Assembly, .. JsonSerializer.Deserialize<string[]>(command)!.Skip(2).Select(argument => argument
            .Replace("=/data", $"={data}", StringComparison.Ordinal)
            .Replace("=/app", $"={PathOf("api")}", StringComparison.Ordinal)
            .Replace(":5080", $":{server.Port}", StringComparison.Ordinal))];
        foreach (Match variable in Regex.Matches(compose, @"^ {6}([A-Za-z_]+): ""?([^""\n]+)""?$", RegexOptions.Multiline))
        {
            server._environment[variable.Groups[1].Value] = variable.Groups[2].Value;
        }

        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the server by the command that the README gives first, with another address and another folder.</summary>
    public static async Task<ServerProcess> StartByFirstCommandAsync()
    {
        var server = new ServerProcess(Directory.CreateTempSubdirectory("reallearning-").FullName, []);
        server._command = ["run", "--project", "api", "--no-build", "--configuration", Configuration, "--", $"--urls={server.Address}", $"--Data={server.Data}"];
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", _command ?? [Assembly, .. OwnArguments()])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        _started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilStartedAsync();
    }

    /// <summary>Starts it with other options.</summary>
    public Task StartAgainAsync(params string[] arguments)
    {
        _arguments = arguments;
        return StartAsync();
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process!.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        _process.Dispose();
    }

    /// <summary>Reads all of the stopped server's data and returns what is said of it.</summary>
    public async Task<string> VerifyAsync()
    {
        using var verify = Process.Start(new ProcessStartInfo("dotnet", [PathOf("silo", "bin", Configuration, "net10.0", "RealLearning.Silo.dll"), $"--Data={Data}", "--Verify=true"])
        {
            RedirectStandardOutput = true,
        })!;
        return (await verify.StandardOutput.ReadToEndAsync()).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            try
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
            catch (InvalidOperationException)
            {
                // It has ended already.
            }
        }

        Directory.Delete(Data, recursive: true);
    }

    private static string Root { get; } = FindRoot();

    /// <summary>The same as these tests were built in.</summary>
    private static string Configuration { get; } = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string Assembly => Path.Combine(Root, "api", "bin", Configuration, "net10.0", "RealLearning.Api.dll");

    public static string PathOf(params string[] segments) => Path.Combine([Root, .. segments]);

    private string[] OwnArguments() =>
    [
        "--contentRoot", Path.Combine(Root, "api"), $"--urls={Address}", $"--Data={Data}", "--Access:Lab=true", .. _arguments,
    ];

    private async Task<string> InviteAsync()
    {
        using var administrator = await Person.AdministratorAsync(this);
        return await administrator.InviteAsync("member", 1_000);
    }

    private async Task UntilStartedAsync()
    {
        await Task.WhenAny(_started.Task, Task.Delay(StartLimit));
        if (!_started.Task.IsCompleted || !await _started.Task)
        {
            throw new InvalidOperationException($"The server did not start:\n{Output}");
        }

        try
        {
            using var http = new HttpClient { BaseAddress = Address };
            using var answer = await http.GetAsync("/healthz");
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException unanswered)
        {
            // It says that it has started before it looks at the addresses it listens on, and may end then.
            await Task.WhenAny(_process!.WaitForExitAsync(), Task.Delay(StartLimit));
            throw new InvalidOperationException($"The server did not go on:\n{Output}", unanswered);
        }
    }

    /// <summary>The first thing that it prints, or has printed, of this shape.</summary>
    public Task<string> PrintedAsync(Regex shape)
    {
        lock (_output)
        {
            var wanted = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted = (shape, wanted);
            _output.ToList().ForEach(Look);
            return wanted.Task.WaitAsync(StartLimit);
        }
    }

    private void Look(string line)
    {
        if (_wanted is { } wanted && wanted.Shape.Match(line) is { Success: true } found)
        {
            wanted.Printed.TrySetResult(found.Value);
        }
    }

    private void Note(string? line)
    {
        if (line is null || line.Contains("Application started", StringComparison.Ordinal))
        {
            _started.TrySetResult(line is not null);
        }

        lock (_output)
        {
            _output.Enqueue(line ?? "");
            Look(line ?? "");
            if (_output.Count > 200)
            {
                _output.Dequeue();
            }
        }
    }

    /// <summary>Below those that the system gives to whoever asks for any: a server that was killed finds its own free when it comes back.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = 20_000 + (Interlocked.Increment(ref _ports) % 10_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RealLearning.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("RealLearning.sln is in no folder above this file.");
    }
}
