using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>What must hold in every document, whatever was given to it.</summary>
internal static class DocumentCheck
{
    public static void Run(YDoc doc, string told)
    {
        foreach (var client in doc.Store.Clients)
        {
            var clock = 0;
            foreach (var handle in client.All())
            {
                var block = doc.Store[handle];
                Assert.True(doc.Store.Find(block.Client, block.Clock) == handle && doc.Store.Find(block.Client, block.End - 1) == handle, $"a block that is not found: {told}");
                Assert.True(block.Clock == clock && block.Length > 0, $"a hole in the clocks: {told}");
                clock = block.End;
            }

            Assert.True(clock == client.State, $"a state that is not the last clock: {told}");
        }

        foreach (var type in doc.Store.Types.Where(type => type.Handle != 0))
        {
            CheckList(doc, type, told);
            foreach (var (key, last) in type.Map ?? [])
            {
                Assert.True(doc.Store[last].Right == 0 && doc.Store[last].Key == key, $"a key whose last value is not the last: {told}");
            }
        }

        // What was damaged and taken is a document like any other: another one can load it.
        var copy = new YDoc(new YDocOptions { ClientId = 998, Gc = doc.Gc });
        copy.ApplyUpdate(doc.EncodeStateAsUpdate());
        Assert.True(doc.HasPending || doc.EncodeStateVector().AsSpan().SequenceEqual(copy.EncodeStateVector()), $"other clocks once the state is loaded: {told}");
    }

    private static void CheckList(YDoc doc, TypeNode type, string told)
    {
        var (left, length, steps) = (0, 0, 0);
        for (var handle = type.Start; handle != 0; handle = doc.Store[handle].Right)
        {
            var block = doc.Store[handle];
            Assert.True(block.Left == left && block.Parent == type.Handle && block.Key == 0, $"a list that is not linked: {told}");
            Assert.True(++steps <= doc.Store.BlockCount, $"a list without an end: {told}");
            length += block.IsCountable && !block.IsDeleted ? block.Length : 0;
            left = handle;
        }

        Assert.True(length == type.Length, $"a list of {length} units that says {type.Length}: {told}");
    }
}
