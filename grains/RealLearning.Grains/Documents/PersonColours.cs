using System.Text;

namespace RealLearning.Grains.Documents;

/// <summary>The ten colours of people. Each keeps a contrast of 4.5 to white text, so that a name on it can be read.</summary>
public static class PersonColours
{
    private static readonly string[] Css =
    [
        "#b4232f", "#a34a00", "#7a5c00", "#3f6b12", "#0b6e4f",
        "#00697a", "#1b5fb4", "#4a4fc4", "#7b3fb0", "#a8276f",
    ];

    /// <summary>A person's colour for good: 0 to 9, from the id (FNV-1a).</summary>
    public static int IndexOf(string personId)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(personId))
        {
            hash = (hash ^ octet) * 16777619u;
        }

        return (int)(hash % (uint)Css.Length);
    }

    /// <summary>The colour as CSS, for cursors of stock clients.</summary>
    public static string CssOf(int index) => Css[index];
}
