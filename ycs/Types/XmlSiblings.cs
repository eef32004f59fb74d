namespace RealLearning.Ycs;

/// <summary>The nodes beside one.</summary>
internal static class XmlSiblings
{
    public static YType? Next(YType node) => Beside(node, static (in Block block) => block.Right);

    public static YType? Previous(YType node) => Beside(node, static (in Block block) => block.Left);

    private static YType? Beside(YType node, Step step)
    {
        if (node is not { Doc: { } doc, Node: { Handle: > 0, Item: > 0 and var block } })
        {
            return null;
        }

        do
        {
            block = step(doc.Store[block]);
        }
        while (block != 0 && doc.Store[block].IsDeleted);
        return block != 0 && doc.Store[block].Kind == BlockKind.Type ? YType.Of(doc, doc.Store.Types[doc.Store[block].Content]) : null;
    }

    private delegate int Step(in Block block);
}
