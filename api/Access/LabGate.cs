using System.Net;
using Microsoft.Extensions.Options;

namespace RealLearning.Api.Access;

/// <summary>
/// Whether the lab is open. Shut until the server listens and every address has turned out to be loopback, so that nobody from outside
/// comes in even for a moment.
/// </summary>
internal sealed partial class LabGate(IOptions<AccessOptions> options, ILogger<LabGate> logger)
{
    public bool IsOpen { get; private set; }

    /// <summary>Opens the lab where it is asked for; false where it must not be, and the server must not go on.</summary>
    public bool TryOpen(IEnumerable<string> addresses)
    {
        if (!options.Value.Lab)
        {
            return true;
        }

        if (addresses.FirstOrDefault(address => !IsLoopback(address)) is { } outside)
        {
            LogRefused(outside);
            return false;
        }

        IsOpen = true;
        LogOpen();
        return true;
    }

    /// <summary>True for <c>localhost</c> and the loopback addresses; false for wildcards, names and sockets of other kinds.</summary>
    public static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    [LoggerMessage(Level = LogLevel.Critical, Message = "Access:Lab lets anybody write without signing in. It is refused because the server listens on {Address}, which is not loopback. Stopping.")]
    private partial void LogRefused(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "THE LAB IS OPEN: anybody on this machine may read and write every document lab/<name> without signing in. Never use this with real people's work.")]
    private partial void LogOpen();
}
