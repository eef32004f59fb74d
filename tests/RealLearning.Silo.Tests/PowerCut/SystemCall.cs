namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>What the child did to a file, or what it told. Start and end are lines of the trace.</summary>
/// <param name="Path">The file or folder; of <see cref="CallKind.Send"/> the socket.</param>
/// <param name="To">The new name of <see cref="CallKind.Rename"/>.</param>
internal sealed record SystemCall(int Start, int End, CallKind Kind, string Path, long Offset, byte[] Data, string To = "");

internal enum CallKind
{
    /// <summary>The file was opened to be created where it is not; emptied where the offset is not 0.</summary>
    Create,

    /// <summary>A folder was created.</summary>
    CreateFolder,

    /// <summary>Bytes at an offset.</summary>
    Write,

    /// <summary>The file got the length of the offset.</summary>
    Truncate,

    /// <summary>The file, or the entries of the folder, were brought to the disk.</summary>
    Sync,

    /// <summary>It could not be brought to the disk. Linux takes what was written for clean then: no later sync brings it there either.</summary>
    SyncFailed,

    /// <summary>The entry got another name, in whose place there may have been another file.</summary>
    Rename,

    /// <summary>The entry was removed.</summary>
    Unlink,

    /// <summary>Text on the standard output.</summary>
    Say,

    /// <summary>Bytes to a socket.</summary>
    Send,
}
