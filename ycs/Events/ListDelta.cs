namespace RealLearning.Ycs;

/// <summary>The changes of a list in a transaction as a delta.</summary>
internal static class ListDelta
{
    public static List<YDelta> Find(YDoc doc, TypeNode type, Transaction transaction, bool isChanged)
    {
        var delta = new List<YDelta>();
        if (!isChanged)
        {
            return delta;
        }

        YDeltaKind? kind = null;
        var (length, elements) = (0, new List<object?>());
        void End()
        {
            switch (kind)
            {
                case YDeltaKind.Insert:
                    delta.Add(YDelta.Insert(elements));
                    break;
                case YDeltaKind.Retain:
                    delta.Add(YDelta.Retain(length));
                    break;
                case YDeltaKind.Delete:
                    delta.Add(YDelta.Delete(length));
                    break;
            }
        }

        for (var handle = type.Start; handle != 0; handle = doc.Store[handle].Right)
        {
            var block = doc.Store[handle];
            var adds = transaction.Adds(block.Client, block.Clock);
            if (block.IsDeleted && (adds || !transaction.Deleted.Contains(block.Client, block.Clock)))
            {
                continue;
            }

            var next = block.IsDeleted ? YDeltaKind.Delete : adds ? YDeltaKind.Insert : YDeltaKind.Retain;
            if (next != kind)
            {
                End();
                (kind, length, elements) = (next, 0, []);
            }

            length += block.Length;
            if (next == YDeltaKind.Insert)
            {
                elements.AddRange(doc.ValuesOf(handle));
            }
        }

        if (kind != YDeltaKind.Retain)
        {
            End();
        }

        return delta;
    }
}
