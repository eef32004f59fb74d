namespace RealLearning.Ycs;

/// <summary>An update that was decoded and checked whole against a document, before anything of it is applied. Valid until the document's next call.</summary>
public sealed class PreparedUpdate
{
    private readonly YDoc _doc;
    private readonly UpdateDecoder _decoder;
    private readonly List<ClientRange> _added = [];
    private readonly List<ClientRange> _new = [];
    private bool _deletesSomething;

    internal PreparedUpdate(YDoc doc, UpdateDecoder decoder) => (_doc, _decoder) = (doc, decoder);

    /// <summary>The ids that it brings, known ones included.</summary>
    public ReadOnlySpan<ClientRange> Added => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_added);

    /// <summary>Those of them that the document does not have.</summary>
    public ReadOnlySpan<ClientRange> New => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_new);

    /// <summary>What it deletes, known or not.</summary>
    public ReadOnlySpan<ClientRange> Deleted => _decoder.Deleted.AsSpan(0, _decoder.DeletedCount);

    /// <summary>True where applying it would leave something waiting: a hole in clocks, or an origin, parent or deleted id that neither it nor the document has.</summary>
    public bool HasGap { get; private set; }

    /// <summary>True where it has no structs and no deletions.</summary>
    public bool IsEmpty => _added.Count == 0 && _decoder.DeletedCount == 0;

    /// <summary>True where some of its ids are known already.</summary>
    public bool BringsKnown { get; private set; }

    /// <summary>True where the document would be the same after it.</summary>
    public bool ChangesNothing => _new.Count == 0 && !_deletesSomething;

    internal int Version { get; private set; }

    /// <summary>
    /// True where it carries other content under ids that the document has, as far as the document still has the content; <paramref name="where"/>
    /// is the first such id.
    /// </summary>
    public bool ConflictsWithKnown(out ClientRange where) => ContentComparison.FindConflict(_doc.Store, _decoder, out where);

    internal void Look(int version)
    {
        (Version, HasGap) = (version, _doc.LeavesPending());
        (BringsKnown, _deletesSomething) = (false, false);
        _added.Clear();
        _new.Clear();
        YUpdate.Ranges(_decoder, _added);
        foreach (var range in _added)
        {
            var state = _doc.Store.StateOf(range.Client);
            BringsKnown |= range.Clock < state;
            if (range.End > state)
            {
                var from = Math.Max(state, range.Clock);
                _new.Add(new ClientRange(range.Client, from, range.End - from));
            }
        }

        foreach (var range in Deleted)
        {
            _deletesSomething |= !_doc.IsDeleted(range);
        }
    }
}
