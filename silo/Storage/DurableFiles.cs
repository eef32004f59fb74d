using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RealLearning.Silo.Storage;

/// <summary>Files that are there after a power cut once a call has returned: the bytes, and the entry in the folder.</summary>
internal static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Writes a file whole or not at all: beside it first, to the disk, then under its name. Waits for the disk.</summary>
    /// <param name="mode">Who may read it; null for whom the process lets by default. Windows has no such thing.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null)
    {
        var beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            using (var file = new FileStream(beside, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            Rename(beside, path);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Copies a file as <see cref="Write"/> writes one, for the same eyes.</summary>
    public static void Copy(string from, string to) =>
        Write(to, File.ReadAllBytes(from), OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(from));

    /// <summary>Puts a file that another writer has finished onto the disk and under its name.</summary>
    public static void Finish(string beside, string path)
    {
        using (var file = File.OpenHandle(beside, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
        {
            RandomAccess.FlushToDisk(file);
        }

        Rename(beside, path);
    }

    /// <summary>
    /// Creates a folder and makes each new entry on the way durable. Below <paramref name="root"/>, where it is given, those that are there already
    /// too: whoever made them may have ended before they reached the disk.
    /// </summary>
    public static void CreateFolder(string path, string? root = null)
    {
        var full = Path.GetFullPath(path);
        if (full == root || (root is null && Directory.Exists(full)) || Path.GetDirectoryName(full) is not { } parent)
        {
            return;
        }

        CreateFolder(parent, root);
        Directory.CreateDirectory(full);
        FlushFolder(parent);
    }

    /// <summary>Makes the entries of a folder durable. Windows does so by itself.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = OpenFolder(path, ReadOnly);
        if (folder.IsInvalid || FSync(folder) != 0)
        {
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
    }

    private static void Rename(string beside, string path)
    {
        File.Move(beside, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    // .NET opens no folders.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);
}
