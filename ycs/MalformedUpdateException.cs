namespace RealLearning.Ycs;

/// <summary>Bytes that are not what they claim to be, or that go beyond a limit. Whatever was asked to read them is as it was before.</summary>
public sealed class MalformedUpdateException : Exception
{
    /// <summary>Creates the exception for a fault at <paramref name="offset"/>.</summary>
    public MalformedUpdateException(string message, int offset) : base($"{message} (at byte {offset})") => Offset = offset;

    /// <summary>Creates the exception for a fault at the start.</summary>
    public MalformedUpdateException(string message) : this(message, 0) { }

    /// <summary>Creates the exception for a fault at the start.</summary>
    public MalformedUpdateException() : this("malformed") { }

    /// <summary>Creates the exception for a fault at the start, with its cause.</summary>
    public MalformedUpdateException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Where in the bytes the fault was found, counted from their start.</summary>
    public int Offset { get; }
}
