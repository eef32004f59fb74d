namespace RealLearning.Ycs;

/// <summary>Documents within documents. A parent holds a subdocument's id and options; its content is synced on its own.</summary>
public sealed partial class YDoc
{
    private readonly HashSet<DocValue> _subdocuments = [];
    private YDoc? _holder;
    private DocValue? _held;

    /// <summary>Subdocuments came, went, or should be loaded.</summary>
    public event Action<YSubdocumentsEvent, YTransaction>? SubdocumentsChanged;

    /// <summary>The document is not to be used any more.</summary>
    public event Action<YDoc>? Destroyed;

    /// <summary>Its name among subdocuments; empty where none was given.</summary>
    public string Guid => _options.Guid;

    /// <summary>Whatever its maker wanted to say of it.</summary>
    public object? Meta => _options.Meta;

    /// <summary>Whether whoever meets it as a subdocument should load it at once.</summary>
    public bool AutoLoad => _options.AutoLoad;

    /// <summary>Whether its content is wanted.</summary>
    public bool ShouldLoad { get; private set; }

    /// <summary>Whether it was destroyed, or deleted from its parent.</summary>
    public bool IsDestroyed { get; private set; }

    /// <summary>The subdocuments that it holds.</summary>
    public IReadOnlyCollection<YDoc> Subdocuments => [.. _subdocuments.Select(SubdocumentOf)];

    /// <summary>Tells the parent that the content of this subdocument is wanted.</summary>
    public void Load()
    {
        if (_holder is not null && !ShouldLoad)
        {
            _holder.Begin();
            try
            {
                _holder.SubdocumentsNow().Loaded.Add(_held!);
            }
            finally
            {
                _holder.End();
            }
        }

        ShouldLoad = true;
    }

    /// <summary>Ends this document. A subdocument is replaced by a fresh one in its parent that is not loaded.</summary>
    public void Destroy()
    {
        if (IsDestroyed)
        {
            return;
        }

        IsDestroyed = true;
        foreach (var value in _subdocuments.ToList())
        {
            value.Doc?.Destroy();
        }

        if (_holder is { } parent)
        {
            _holder = null;
            parent.Replace(_held!);
        }

        Destroyed?.Invoke(this);
    }

    /// <summary>What a parent keeps of it. Throws <see cref="InvalidOperationException"/>.</summary>
    internal DocValue AsSubdocument()
    {
        if (_holder is not null)
        {
            throw new InvalidOperationException("The document is a subdocument already; make another one with the same guid.");
        }

        if (Guid.Length == 0)
        {
            throw new InvalidOperationException("A subdocument needs a guid.");
        }

        return _held = new DocValue(Guid, DocValue.Write(Gc, AutoLoad, Meta)) { Doc = this };
    }

    internal YDoc SubdocumentOf(DocValue value) =>
        value.Doc ??= new YDoc(value.ToOptions(ClientId, value.ShouldLoad, _options)) { _holder = this, _held = value };

    private SubdocumentChanges SubdocumentsNow() => _transaction.Subdocuments ??= new SubdocumentChanges();

    private void SubdocumentArrived(DocValue value, int block)
    {
        (value.Block, value.AddedIn) = (block, _transaction.Serial);
        if (value.Doc is { } doc)
        {
            doc._holder = this;
        }

        SubdocumentsNow().Added.Add(value);
        if (value.Doc?.ShouldLoad ?? value.ShouldLoad)
        {
            SubdocumentsNow().Loaded.Add(value);
        }
    }

    private void SubdocumentDeleted(DocValue value)
    {
        if (value.AddedIn == _transaction.Serial)
        {
            value.AddedIn = -1;
        }
        else
        {
            SubdocumentsNow().Removed.Add(value);
        }
    }

    /// <summary>A subdocument was destroyed: a fresh one takes its place.</summary>
    private void Replace(DocValue old)
    {
        ref var block = ref _store[old.Block];
        var isThere = block.Kind == BlockKind.Doc && ReferenceEquals(_store.Value(block.Content), old);
        var fresh = new DocValue(old.Guid, old.Options) { Block = old.Block };
        if (isThere)
        {
            _store.SetValue(block.Content, fresh);
        }

        Begin();
        try
        {
            if (isThere && !_store[old.Block].IsDeleted)
            {
                fresh.AddedIn = _transaction.Serial;
                SubdocumentsNow().Added.Add(fresh);
            }

            SubdocumentsNow().Removed.Add(old);
        }
        finally
        {
            End();
        }
    }

    private void EndSubdocuments(Transaction transaction, ref List<Exception>? failures)
    {
        var changes = transaction.Subdocuments!;
        changes.Added.RemoveAll(value => value.AddedIn != transaction.Serial);
        foreach (var value in changes.Added)
        {
            _subdocuments.Add(value);
            if (value.Doc is { } doc)
            {
                doc.ClientId = ClientId;
            }
        }

        changes.Removed.ForEach(value => _subdocuments.Remove(value));
        if (SubdocumentsChanged is { } handlers && changes.Added.Count + changes.Removed.Count + changes.Loaded.Count > 0)
        {
            YSubdocumentsEvent told = new(Documents(changes.Added), Documents(changes.Removed), Documents(changes.Loaded));
            Try(() => handlers(told, transaction.View), ref failures);
        }

        foreach (var value in changes.Removed)
        {
            if (value.Doc is not null || IsWatched || BeforeTransaction is not null)
            {
                SubdocumentOf(value).Destroy();
            }
        }
    }

    private List<YDoc> Documents(List<DocValue> values) => [.. values.Distinct().Select(SubdocumentOf)];
}
