namespace RealLearning.Ycs;

/// <summary>
/// A shared type: a view of one place in a document. One made with <c>new</c> has no place yet: it can be written, and what was written is carried out when
/// it is put into another type; it cannot be read before. One that was deleted can be neither written nor observed; it reads as empty.
/// </summary>
public abstract partial class YType
{
    private protected YType(byte kind, string? name = null) => (Kind, Name) = (kind, name);

    /// <summary>The document, or null where it has no place yet.</summary>
    public YDoc? Doc { get; private set; }

    /// <summary>The type that holds it; null for a root, and where it has no place.</summary>
    public YType? Parent => Node is { Item: > 0, Handle: > 0 } node ? Of(Owner, Store.Types[Store[node.Item].Parent]) : null;

    internal byte Kind { get; }

    internal string? Name { get; }

    internal TypeNode? Node { get; private set; }

    private protected YDoc Owner => Doc ?? throw new InvalidOperationException("The type has no place in a document yet.");

    /// <summary>What is read; reading needs a place.</summary>
    private protected TypeNode Place => Node ?? throw new InvalidOperationException("The type has no place in a document yet.");

    /// <summary>What is written.</summary>
    private protected TypeNode WritablePlace => Place.Handle > 0 ? Place : throw new InvalidOperationException("The type was deleted.");

    private protected BlockStore Store => Owner.Store;

    /// <summary>The plain value that Yjs' <c>toJSON</c> gives: text, list or dictionary.</summary>
    public abstract object? ToPlain();

    /// <summary>A copy without a place, with everything that is in it.</summary>
    public abstract YType Clone();

    internal static YType Of(YDoc doc, TypeNode node)
    {
        if (node.View is null)
        {
            node.View = New(node);
            node.View.Settle(doc, node);
        }

        return node.View;
    }

    internal void Settle(YDoc doc, TypeNode node) => (Doc, Node, node.View) = (doc, node, this);

    /// <summary>Carries out what was written before it had a place.</summary>
    internal abstract void WritePending();

    /// <summary>Throws <see cref="ArgumentException"/> where a value cannot be kept in a shared type, or has a place already.</summary>
    internal static void Check(object? value, string name)
    {
        switch (value)
        {
            case YType { Doc: not null }:
                throw new ArgumentException("The type has a place in a document already.", name);
            case null or string or bool or byte[] or YType or YDoc or YUndefined or System.Numerics.BigInteger:
                break;
            case IReadOnlyDictionary<string, object?> map:
                foreach (var entry in map.Values)
                {
                    CheckInner(entry, name);
                }

                break;
            case System.Collections.IEnumerable list:
                foreach (var entry in list)
                {
                    CheckInner(entry, name);
                }

                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal:
                break;
            default:
                throw new ArgumentException($"A value of {value.GetType()} cannot be kept in a shared type.", name);
        }
    }

    /// <summary>The value of JSON that a shared type or a plain value stands for.</summary>
    internal static object? Plain(object? value) => value is YType type ? type.ToPlain() : value;

    private protected static object? Copy(object? value) => value is YType type ? type.Clone() : value;

    private static void CheckInner(object? value, string name)
    {
        if (value is YType or YDoc)
        {
            throw new ArgumentException("A shared type cannot be kept within a plain value.", name);
        }

        Check(value, name);
    }

    private static YType New(TypeNode node) => node.Ref switch
    {
        0 => new YArray(),
        1 => new YMap(),
        2 => new YText(),
        3 => new YXmlElement(node.Name ?? "UNDEFINED"),
        5 => new YXmlHook(node.Name!),
        6 => new YXmlText(),
        _ => new YXmlFragment(),
    };
}
