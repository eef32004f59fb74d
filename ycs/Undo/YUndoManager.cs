namespace RealLearning.Ycs;

/// <summary>
/// Undoes and redoes this document's own changes, whatever others have written since. Deleted content is kept in the document as long as a step needs it.
/// Ends with <see cref="Dispose"/>, or with the document.
/// </summary>
public sealed partial class YUndoManager : IDisposable
{
    private readonly YUndoOptions _options;
    private readonly HashSet<object?> _origins;
    private readonly List<YType> _scope = [];
    private readonly List<YStackItem> _undo = [];
    private readonly List<YStackItem> _redo = [];
    private readonly bool _isWhole;
    private YStackItem? _popped;
    private IReadOnlyList<YType> _changedTypes = [];
    private long _lastChangeMs;

    /// <summary>For all types of a document.</summary>
    public YUndoManager(YDoc doc, YUndoOptions? options = null)
    {
        (Doc, _isWhole, _options) = (doc, true, options ?? new YUndoOptions());
        _origins = [.. _options.TrackedOrigins, this];
        Doc.AfterTransaction += Capture;
        Doc.Destroyed += OnDestroyed;
    }

    /// <summary>For some types, and all types within them. Throws <see cref="ArgumentException"/> where one has no place, or another document.</summary>
    public YUndoManager(IReadOnlyCollection<YType> scope, YUndoOptions? options = null)
    {
        Doc = scope.FirstOrDefault()?.Doc ?? throw new ArgumentException("The scope needs a type that has a place in a document.", nameof(scope));
        _options = options ?? new YUndoOptions();
        foreach (var type in scope)
        {
            AddToScope(type);
        }

        _origins = [.. _options.TrackedOrigins, this];
        Doc.AfterTransaction += Capture;
        Doc.Destroyed += OnDestroyed;
    }

    /// <summary>A step was added to a stack.</summary>
    public event Action<YStackItemEvent>? StackItemAdded;

    /// <summary>More was added to the last step.</summary>
    public event Action<YStackItemEvent>? StackItemUpdated;

    /// <summary>A step was undone or redone.</summary>
    public event Action<YStackItemEvent>? StackItemPopped;

    /// <summary>The stacks, undo and redo, were cleared.</summary>
    public event Action<bool, bool>? StackCleared;

    /// <summary>The document.</summary>
    public YDoc Doc { get; }

    /// <summary>The steps that can be undone, the last one last.</summary>
    public IReadOnlyList<YStackItem> UndoStack => _undo;

    /// <summary>The steps that can be redone.</summary>
    public IReadOnlyList<YStackItem> RedoStack => _redo;

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => _undo.Count > 0;

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => _redo.Count > 0;

    /// <summary>Whether it is undoing.</summary>
    public bool IsUndoing { get; private set; }

    /// <summary>Whether it is redoing.</summary>
    public bool IsRedoing { get; private set; }

    /// <summary>Adds a type. Throws <see cref="ArgumentException"/> where it is not of this document.</summary>
    public void AddToScope(YType type)
    {
        if (type.Doc != Doc)
        {
            throw new ArgumentException("The type is not of this document.", nameof(type));
        }

        if (!_scope.Contains(type))
        {
            _scope.Add(type);
        }
    }

    /// <summary>From now on transactions of this origin can be undone too.</summary>
    public void AddTrackedOrigin(object? origin) => _origins.Add(origin);

    /// <summary>No longer.</summary>
    public void RemoveTrackedOrigin(object? origin) => _origins.Remove(origin);

    /// <summary>The next change begins a step of its own.</summary>
    public void StopCapturing() => _lastChangeMs = 0;

    /// <summary>Forgets steps; what they kept may be dropped from now on when it is deleted again.</summary>
    public void Clear(bool undoStack = true, bool redoStack = true)
    {
        if ((!undoStack || !CanUndo) && (!redoStack || !CanRedo))
        {
            return;
        }

        Doc.Transact(() =>
        {
            ClearStack(undoStack ? _undo : null);
            ClearStack(redoStack ? _redo : null);
            StackCleared?.Invoke(undoStack, redoStack);
        });
    }

    /// <summary>Undoes the last step that still changes something. Returns it, or null.</summary>
    public YStackItem? Undo()
    {
        IsUndoing = true;
        try
        {
            return Pop(_undo, YStackKind.Undo);
        }
        finally
        {
            IsUndoing = false;
        }
    }

    /// <summary>Redoes the last step that was undone and still changes something. Returns it, or null.</summary>
    public YStackItem? Redo()
    {
        IsRedoing = true;
        try
        {
            return Pop(_redo, YStackKind.Redo);
        }
        finally
        {
            IsRedoing = false;
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _origins.Remove(this);
        Doc.AfterTransaction -= Capture;
        Doc.Destroyed -= OnDestroyed;
    }

    private void OnDestroyed(YDoc doc) => Dispose();

    private void ClearStack(List<YStackItem>? stack)
    {
        foreach (var item in stack ?? [])
        {
            Doc.VisitAll(item.Deletions, handle => Keep(handle, false));
        }

        stack?.Clear();
    }
}
