using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>Reads what strace wrote with <c>-f -y -xx</c>: all threads, paths beside descriptors, strings as hexadecimal.</summary>
internal static partial class SystemCallTrace
{
    /// <summary>The calls to watch. Any other way to change a file would go unseen, so those fail the reading.</summary>
    public const string Watched =
        "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,fsync,fdatasync,sync_file_range,"
        + "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,sendto,sendmsg";

    /// <summary>A child under strace, which writes the trace to a file.</summary>
    /// <param name="fault">Calls that fail, as strace's option <c>inject</c> names them; empty for none.</param>
    public static ProcessStartInfo Of(string trace, string fault, params string[] command) =>
        new("strace", ["-f", "--seccomp-bpf", "-y", "-xx", "-s", "1000000", "-o", trace, "-e", $"trace={Watched}", .. fault.Length == 0 ? [] : (string[])["-e", $"inject={fault}"], .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public static List<SystemCall> Read(string tracePath, string folder)
    {
        var calls = new List<SystemCall>();
        var unfinished = new Dictionary<string, (int Start, string Text)>();
        var number = 0;
        foreach (var line in File.ReadLines(tracePath))
        {
            number++;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (thread, text) = (line[..space], line[space..].TrimStart());
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                unfinished[thread] = (number, text[..^"<unfinished ...>".Length].TrimEnd());
                continue;
            }

            var start = number;
            if (Resumed().Match(text) is { Success: true } resumed)
            {
                (start, var begin) = unfinished[thread];
                text = begin + text[resumed.Length..];
            }

            if (Parse(text, folder, start, number) is { } call)
            {
                calls.Add(call);
            }
        }

        return calls;
    }

    private static SystemCall? Parse(string text, string folder, int start, int end)
    {
        if (Call().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var (name, arguments) = (match.Groups["name"].Value, match.Groups["arguments"].Value);
        if (match.Groups["result"].Value.StartsWith('-'))
        {
            return name is "fsync" or "fdatasync" && OfDescriptor(name, arguments, Descriptor().Match(arguments).Groups["path"].Value, folder, start, end) is { } sync
                ? sync with { Kind = CallKind.SyncFailed }
                : null;
        }

        return Descriptor().Match(arguments) is { Success: true } descriptor
            ? OfDescriptor(name, arguments, descriptor.Groups["path"].Value, folder, start, end)
            : OfPath(name, arguments, folder, start, end);
    }

    private static SystemCall? OfPath(string name, string arguments, string folder, int start, int end)
    {
        var paths = Quoted().Matches(arguments).Select(quoted => Text(quoted.Groups[1].Value)).ToList();
        if (paths.Count == 0 || !paths.Exists(path => path.StartsWith(folder, StringComparison.Ordinal)))
        {
            return paths.Exists(path => !path.StartsWith('/')) && name is not ("open" or "openat") ? throw new NotSupportedException($"{name} {string.Join(' ', paths)} is not understood.") : null;
        }

        return name switch
        {
            "openat" when !arguments.Contains("O_CREAT", StringComparison.Ordinal) => null,
            "openat" => new SystemCall(start, end, CallKind.Create, paths[0], arguments.Contains("O_TRUNC", StringComparison.Ordinal) ? 1 : 0, []),
            "mkdir" => new SystemCall(start, end, CallKind.CreateFolder, paths[0], 0, []),
            "rename" => new SystemCall(start, end, CallKind.Rename, paths[0], 0, [], paths[1]),
            "unlink" or "unlinkat" or "rmdir" => new SystemCall(start, end, CallKind.Unlink, paths[0], 0, []),
            _ => throw new NotSupportedException($"{name} {string.Join(' ', paths)} is not understood."),
        };
    }

    private static SystemCall? OfDescriptor(string name, string arguments, string shown, string folder, int start, int end)
    {
        var file = Escaped().IsMatch(shown) ? Text(shown) : shown;
        if (name is "sendto" or "sendmsg")
        {
            return new SystemCall(start, end, CallKind.Send, file, 0, AllBytes(arguments));
        }

        if (name == "write" && file.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return new SystemCall(start, end, CallKind.Say, file, 0, AllBytes(arguments));
        }

        return !file.StartsWith(folder, StringComparison.Ordinal) ? null : name switch
        {
            "pwrite64" => new SystemCall(start, end, CallKind.Write, file, LastNumber(arguments), AllBytes(arguments)),
            "ftruncate" => new SystemCall(start, end, CallKind.Truncate, file, LastNumber(arguments), []),
            "fsync" or "fdatasync" => new SystemCall(start, end, CallKind.Sync, file.TrimEnd('/'), 0, []),
            _ => throw new NotSupportedException($"{name} on {file} is not understood."),
        };
    }

    private static byte[] AllBytes(string arguments) => [.. Quoted().Matches(arguments).SelectMany(quoted => Bytes(quoted.Groups[1].Value))];

    private static string Text(string hex) => Encoding.UTF8.GetString(Bytes(hex));

    private static byte[] Bytes(string hex)
    {
        var bytes = new byte[hex.Length / 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = byte.Parse(hex.AsSpan((4 * i) + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return bytes;
    }

    private static long LastNumber(string arguments) => long.Parse(arguments[(arguments.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+)")]
    private static partial Regex Call();

    [GeneratedRegex(@"^\d+<(?<path>[^>]*)>")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"^(\\x[0-9a-f]{2})+$")]
    private static partial Regex Escaped();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
