using System.Text;

namespace RealLearning.Ycs;

/// <summary>Texts as deltas, read and carried out.</summary>
public sealed partial class YDoc
{
    private static readonly Dictionary<string, object?> NoAttributes = [];

    internal void ApplyDeltaLocal(TypeNode type, List<YDelta> operations, bool sanitize)
    {
        var cursor = StartOf(type);
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i];
            var attributes = YText.Attributes(operation.Attributes ?? NoAttributes);
            switch (operation.Kind)
            {
                case YDeltaKind.Insert when operation.Content is string text:
                    if (!sanitize && i == operations.Count - 1 && cursor.Right == 0 && text.EndsWith('\n'))
                    {
                        text = text[..^1];
                    }

                    if (text.Length > 0)
                    {
                        WriteText(type, ref cursor, text, null, attributes);
                    }

                    break;
                case YDeltaKind.Insert:
                    WriteText(type, ref cursor, default, new Embed(operation.Content), attributes);
                    break;
                case YDeltaKind.Retain:
                    Format(type, ref cursor, operation.Length, attributes);
                    break;
                default:
                    DeleteText(type, ref cursor, operation.Length);
                    break;
            }
        }

        Return(cursor.Attributes);
    }

    internal List<YDelta> DeltaOf(TypeNode type)
    {
        var delta = new List<YDelta>();
        var attributes = RentAttributes();
        var text = new StringBuilder();
        void EndText()
        {
            if (text.Length > 0)
            {
                delta.Add(YDelta.Insert(text.ToString(), attributes.Count > 0 ? attributes.ToPlain() : null));
                text.Clear();
            }
        }

        for (var handle = type.Start; handle != 0; handle = _store[handle].Right)
        {
            ref var block = ref _store[handle];
            if (block.IsDeleted)
            {
                continue;
            }

            switch (block.Kind)
            {
                case BlockKind.String:
                    text.Append(_store.TextOf(block));
                    break;
                case BlockKind.Type or BlockKind.Embed:
                    EndText();
                    delta.Add(YDelta.Insert(OnlyValueOf(block), attributes.Count > 0 ? attributes.ToPlain() : null));
                    break;
                case BlockKind.Format:
                    EndText();
                    attributes.Apply(FormatOf(handle));
                    break;
            }
        }

        EndText();
        Return(attributes);
        return delta;
    }
}
