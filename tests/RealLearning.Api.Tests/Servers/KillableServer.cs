using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RealLearning.Api.Tests.Servers;

/// <summary>The server as a process of its own, on a folder that outlives it, to be ended with SIGKILL.</summary>
internal sealed partial class KillableServer : IAsyncDisposable
{
    private readonly Process _process;

    private KillableServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<KillableServer> StartAsync(string folder)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "RealLearning.Api.dll"), "--environment", "Development", "--urls", "http://127.0.0.1:0", $"--Data={folder}",
            "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", "--Access:PasswordMemoryKiB=8", "--Access:PasswordPasses=1", "--Access:SignInsPerMinute=100000", "--Mail:AsksPerMinute=100000",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (address, output) = (new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously), new List<string?>());
        DataReceivedEventHandler note = (_, line) =>
        {
            lock (output)
            {
                output.Add(line.Data);
                if (line.Data is null)
                {
                    address.TrySetException(new InvalidOperationException($"The server ended:\n{string.Join('\n', output)}"));
                }
                else if (Listening().Match(line.Data) is { Success: true } found)
                {
                    address.TrySetResult(new Uri(found.Value));
                }
            }
        };
        process.OutputDataReceived += note;
        process.ErrorDataReceived += note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new KillableServer(process, await address.Task.WaitAsync(TimeSpan.FromMinutes(2)));
    }

    /// <summary>Nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"(?<=Now listening on: )\S+")]
    private static partial Regex Listening();
}
