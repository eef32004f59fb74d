namespace RealLearning.Ycs;

/// <summary>One run of ids of one client as a document holds it, for filters. Valid during the call that it is given to.</summary>
public readonly struct YItem
{
    private readonly YDoc _doc;
    private readonly int _handle;

    internal YItem(YDoc doc, int handle) => (_doc, _handle) = (doc, handle);

    /// <summary>Its first id.</summary>
    public YId Id => new(_doc.Store.Clients[_doc.Store[_handle].Client].Id, _doc.Store[_handle].Clock);

    /// <summary>How many ids: UTF-16 units, or elements.</summary>
    public int Length => _doc.Store[_handle].Length;

    /// <summary>Whether it is deleted.</summary>
    public bool IsDeleted => _doc.Store[_handle].IsDeleted;

    /// <summary>The type that holds it.</summary>
    public YType Parent => YType.Of(_doc, _doc.Store.Types[_doc.Store[_handle].Parent]);

    /// <summary>The key under which it stands, or null in a list.</summary>
    public string? Key => _doc.Store[_handle].Key is > 0 and var key ? _doc.Store.KeyName(key) : null;

    /// <summary>What it holds: units of text, elements, a shared type; nothing where it is a format or its content was dropped.</summary>
    public IReadOnlyList<object?> Values => [.. _doc.ValuesOf(_handle)];
}
