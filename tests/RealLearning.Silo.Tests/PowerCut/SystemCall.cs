namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>What the child did to a file, or what it acknowledged. Start and end are lines of the trace.</summary>
internal sealed record SystemCall(int Start, int End, CallKind Kind, string Path, long Offset, byte[] Data);

internal enum CallKind
{
    /// <summary>The file was created or emptied, as its flags say.</summary>
    Create,

    /// <summary>Bytes at an offset.</summary>
    Write,

    /// <summary>The file got the length of the offset.</summary>
    Truncate,

    /// <summary>The file, or the entries of the folder, were brought to the disk.</summary>
    Sync,

    /// <summary>The entry was removed.</summary>
    Unlink,

    /// <summary>Text on the standard output.</summary>
    Say,
}
