using System.Text.Json.Nodes;
using RealLearning.EndToEnd.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>Editors of others, bound to npm yjs, on documents that this server's engine holds; new ones, and ones that old versions of Yjs left.</summary>
public sealed class EditorsTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Lines = ["first wrote first bold", "ann wrote ann bold", "bob wrote bob bold"];

    [Theory]
    [InlineData(null)]
    [InlineData("13.0")]
    [InlineData("13.4")]
    [InlineData("13.5")]
    public async Task TiptapCodeMirrorAndQuill_OfTwoPeople_ShowTheSame_AsDoesTheEngine(string? oldVersion)
    {
        await using var server = await ServerProcess.StartAsync();
        var document = $"lab/{Person.NewId()}";
        var ann = await EditorsPage.ConnectAsync(browser, server, document);
        var old = oldVersion is null ? null : await EditorsPage.OldAsync(oldVersion);
        if (old is not null)
        {
            await ann.BringAsync(old);
        }

        await ann.MountAsync();
        await ann.WriteAsync("first", above: false);
        var bob = await EditorsPage.ConnectAsync(browser, server, document);
        await bob.UntilHoldsAsync(await ann.HeldAsync());
        await bob.MountAsync();
        await EditorsPage.WriteBothAsync((ann, "ann", Above: true), (bob, "bob", Above: false));
        await ann.WriteAndUndoAsync("never mind");

        await Task.WhenAll(ann.UntilShowsAsync(Lines), bob.UntilShowsAsync(Lines));
        var held = await ann.HeldAsync();
        await bob.UntilHoldsAsync(held);
        Assert.Equal(await ann.ShownAsync(), await bob.ShownAsync());
        Assert.Contains("first wrote <bold>first bold</bold>", held.Tiptap, StringComparison.Ordinal);
        Assert.Contains("{\"insert\":\"first bold\",\"attributes\":{\"bold\":true}}", held.Quill, StringComparison.Ordinal);
        if (old is not null)
        {
            Assert.Contains("<bold>partly</bold> strong", held.Tiptap, StringComparison.Ordinal);
            Assert.Contains("let kept = \"😀\"", held.Code, StringComparison.Ordinal);
            Assert.Contains("{\"insert\":\" words\",\"attributes\":{\"italic\":true}}", held.Quill, StringComparison.Ordinal);
        }

        await AssertEngineHoldsAsync(server, document, held);
    }

    /// <summary>The server, started again, gives a fresh client the same state; the engine shows of it what npm yjs shows.</summary>
    private static async Task AssertEngineHoldsAsync(ServerProcess server, string document, EditorsPage.Held held)
    {
        await server.StopAsync();
        await server.StartAsync();
        var fresh = await Stock.RunAsync("fresh.mjs", "", server.Address.ToString().TrimEnd('/'), "-", document);

        var compared = (await Stock.RunAsync("compare.mjs", new JsonArray(held.State, (string?)fresh["state"]).ToJsonString())).AsArray();
        Assert.Equal((string?)compared[0]!["state"], (string?)compared[1]!["state"]);
        var doc = new YDoc(new YDocOptions { ClientId = 1 });
        doc.ApplyUpdate(Convert.FromBase64String(held.State));
        Assert.Equal(held.Code, doc.GetText("code").ToString());
        Assert.Equal((string?)compared[0]!["state"], Convert.ToBase64String(doc.EncodeStateAsUpdate()));
    }
}
