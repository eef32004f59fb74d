namespace RealLearning.Ycs;

/// <summary>The JSON form: an object with <c>type</c>, <c>tname</c>, <c>item</c> and <c>assoc</c>, in this order, as far as they are there.</summary>
public sealed partial record RelativePosition
{
    private const int JsonDepthMax = 4;

    /// <summary>As <c>JSON.stringify</c> writes Yjs' <c>relativePositionToJSON</c>.</summary>
    public string ToJson()
    {
        var fields = new List<KeyValuePair<string, object?>>(4);
        if (Type is { } type)
        {
            fields.Add(new("type", Fields(type)));
        }

        if (!string.IsNullOrEmpty(TypeName))
        {
            fields.Add(new("tname", TypeName));
        }

        if (Item is { } item)
        {
            fields.Add(new("item", Fields(item)));
        }

        fields.Add(new("assoc", (double)Assoc));
        return JsonWriter.ToText(fields)!;
    }

    /// <summary>Reads what <see cref="ToJson"/> and Yjs write; throws <see cref="MalformedUpdateException"/>, also for a position that stands at nothing.</summary>
    public static RelativePosition FromJson(ReadOnlySpan<char> json)
    {
        object? value;
        try
        {
            value = JsonReader.Parse(json, JsonDepthMax);
        }
        catch (FormatException exception)
        {
            throw new MalformedUpdateException("a position that is not JSON", exception);
        }

        if (value is not IReadOnlyDictionary<string, object?> fields)
        {
            throw new MalformedUpdateException("a position that is no object");
        }

        var name = fields.GetValueOrDefault("tname");
        var position = new RelativePosition
        {
            Type = IdOf(fields.GetValueOrDefault("type")),
            TypeName = name as string,
            Item = IdOf(fields.GetValueOrDefault("item")),
            Assoc = fields.GetValueOrDefault("assoc") is { } assoc ? Integer(assoc) : 0,
        };
        return name is not (null or string) || (position.Type ?? position.Item) is null && name is null
            ? throw new MalformedUpdateException("a position that stands at nothing")
            : position;
    }

    private static List<KeyValuePair<string, object?>> Fields(YId id) => [new("client", (double)id.Client), new("clock", (double)id.Clock)];

    private static YId? IdOf(object? value) => value switch
    {
        null => null,
        IReadOnlyDictionary<string, object?> id when Integer(id.GetValueOrDefault("client")) is >= 0 and var client && Integer(id.GetValueOrDefault("clock")) is >= 0 and var clock =>
            new YId(client, clock),
        _ => throw new MalformedUpdateException("a position with an id that is none"),
    };

    private static long Integer(object? value) =>
        value is double number && Math.Floor(number) == number && Math.Abs(number) <= YLimits.SafeIntegerMax
            ? (long)number
            : throw new MalformedUpdateException("a position with a number that is no integer");
}
