using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>Reads what strace wrote with <c>-f -y -xx</c>: all threads, paths beside descriptors, strings as hexadecimal.</summary>
internal static partial class SystemCallTrace
{
    /// <summary>The calls to watch. Any other way to change a file would go unseen, so those fail the reading.</summary>
    public const string Watched =
        "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,"
        + "rename,renameat,renameat2,unlink,unlinkat,link,linkat";

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
        if (Call().Match(text) is not { Success: true } match || match.Groups["result"].Value.StartsWith('-'))
        {
            return null;
        }

        var (name, arguments) = (match.Groups["name"].Value, match.Groups["arguments"].Value);
        if (name is "openat" or "unlink" or "unlinkat")
        {
            var path = Decoded(arguments);
            return !Path.GetFullPath(path).StartsWith(folder, StringComparison.Ordinal) ? null
                : name != "openat" ? new SystemCall(start, end, CallKind.Unlink, path, 0, [])
                : arguments.Contains("O_CREAT", StringComparison.Ordinal) ? new SystemCall(start, end, CallKind.Create, path, arguments.Contains("O_TRUNC", StringComparison.Ordinal) ? 1 : 0, [])
                : null;
        }

        if (Descriptor().Match(arguments) is not { Success: true } descriptor)
        {
            return arguments.Contains(Hex(folder), StringComparison.Ordinal) ? throw new NotSupportedException($"{name} is not understood.") : null;
        }

        var file = Escaped().IsMatch(descriptor.Groups["path"].Value) ? Text(descriptor.Groups["path"].Value) : descriptor.Groups["path"].Value;
        if (name == "write" && file.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return new SystemCall(start, end, CallKind.Say, "", 0, Bytes(Quoted().Match(arguments).Groups[1].Value));
        }

        return !file.StartsWith(folder, StringComparison.Ordinal) ? null : name switch
        {
            "pwrite64" => new SystemCall(start, end, CallKind.Write, file, LastNumber(arguments), Bytes(Quoted().Match(arguments).Groups[1].Value)),
            "ftruncate" => new SystemCall(start, end, CallKind.Truncate, file, LastNumber(arguments), []),
            "fsync" or "fdatasync" => new SystemCall(start, end, CallKind.Sync, file, 0, []),
            _ => throw new NotSupportedException($"{name} on {file} is not understood."),
        };
    }

    private static string Decoded(string arguments) => Text(Quoted().Match(arguments).Groups[1].Value);

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

    private static string Hex(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"\\x{b:x2}"));

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
