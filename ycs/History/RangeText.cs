namespace RealLearning.Ycs;

/// <summary>Text and the ids of its UTF-16 units, which were written in a row by one client.</summary>
public readonly record struct RangeText(ClientRange Range, string Text);
