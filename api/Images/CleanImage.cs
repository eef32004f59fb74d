namespace RealLearning.Api.Images;

/// <summary>An image as it is kept.</summary>
internal sealed record CleanImage(byte[] Bytes, string ContentType, int Width, int Height);
