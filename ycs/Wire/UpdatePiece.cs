namespace RealLearning.Ycs;

/// <summary>A struct of some update, from an offset on, that is to be written into another.</summary>
internal readonly record struct UpdatePiece(UpdateDecoder Decoder, StructRef Item, int Offset)
{
    public long Client => Decoder.ClientIds[Item.Client];

    public int Clock => Item.Clock + Offset;

    public int Length => Item.Length - Offset;

    public int End => Item.ClockEnd;

    /// <summary>The same ids as a struct that holds nothing.</summary>
    public UpdatePiece As(byte kind, int clock, int length) =>
        new(Decoder, new StructRef { Client = Item.Client, Clock = clock, Length = length, Kind = kind }, 0);

    /// <summary>Pieces, those of one client in a row, and deletions as an update.</summary>
    public static byte[] Encode(List<UpdatePiece> pieces, List<ClientRange> deleted, bool isV2)
    {
        if (isV2)
        {
            var v2 = new V2Writer(256);
            Write(ref v2, pieces, deleted);
            return v2.Finish();
        }

        var v1 = new V1Writer(256);
        Write(ref v1, pieces, deleted);
        return v1.Finish();
    }

    private static void Write<TWriter>(ref TWriter writer, List<UpdatePiece> pieces, List<ClientRange> deleted)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var clients = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            clients += i == 0 || pieces[i].Client != pieces[i - 1].Client ? 1 : 0;
        }

        writer.WriteRest(clients);
        for (var i = 0; i < pieces.Count;)
        {
            var (end, client) = (i, pieces[i].Client);
            while (end < pieces.Count && pieces[end].Client == client)
            {
                end++;
            }

            writer.WriteRest(end - i);
            writer.WriteClient(client);
            writer.WriteRest(pieces[i].Clock);
            for (; i < end; i++)
            {
                StructWriter.Write(ref writer, pieces[i].Decoder, pieces[i].Item, pieces[i].Offset);
            }
        }

        DeleteSets.Write(ref writer, deleted);
    }
}
