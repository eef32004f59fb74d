namespace RealLearning.Ycs.Benchmarks;

/// <summary>One edit of a trace: units deleted behind a position, then text inserted there. UTF-16 units.</summary>
internal sealed record Edit(int Position, int Deleted, string Inserted)
{
    public void ApplyTo(YText text)
    {
        if (Deleted > 0)
        {
            text.Delete(Position, Deleted);
        }

        if (Inserted.Length > 0)
        {
            text.Insert(Position, Inserted);
        }
    }
}
