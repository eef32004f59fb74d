namespace RealLearning.Ycs;

/// <summary>The fields of an update in the order in which both formats hold them; where each lies is the format's own (rules 8 and 13).</summary>
internal interface IUpdateReader
{
    /// <summary>Offset in the update, for messages.</summary>
    int Position { get; }

    /// <summary>How many structs a client may announce with the bytes that remain.</summary>
    int StructsMax { get; }

    /// <summary>Whether everything was read, in every part of the format.</summary>
    bool AtEnd { get; }

    long ReadRest();

    int ReadCount(int bytesEach);

    long ReadClient();

    byte ReadInfo();

    int ReadSkipLength();

    (long Client, int Clock) ReadLeftId();

    (long Client, int Clock) ReadRightId();

    /// <summary>True where the parent is a root.</summary>
    bool ReadParentInfo();

    int ReadTypeRef();

    int ReadLength();

    /// <summary>A text into the decoder's characters: where, and how many UTF-16 units.</summary>
    (int At, int Length) ReadText(UpdateDecoder decoder);

    /// <summary>A name, by its index.</summary>
    int ReadName(UpdateDecoder decoder);

    /// <summary>A name that v2 may know by number.</summary>
    int ReadKey(UpdateDecoder decoder);

    JsonValue ReadJson(UpdateDecoder decoder, int depth);

    byte[] ReadAny(int depth);

    byte[] ReadBytes();

    void BeginDeletes();

    int ReadDeleteClock();

    int ReadDeleteLength();
}
