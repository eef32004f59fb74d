namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>
/// A disk that keeps what was synced and may or may not keep the rest. A file's bytes are safe after a sync of the file that began after
/// they were written; its entry after a sync of its folder. What is not safe at the cut survives as the variant says.
/// </summary>
internal sealed class DiskImage
{
    private readonly Dictionary<string, ImageFile> _files = [];

    /// <summary>Replays the calls that ended before the cut.</summary>
    public static DiskImage Replay(IEnumerable<SystemCall> calls, int cut)
    {
        var image = new DiskImage();
        foreach (var call in calls.Where(call => call.End < cut && call.Kind != CallKind.Say).OrderBy(call => call.End))
        {
            if (call.Kind == CallKind.Sync)
            {
                image.Sync(call);
            }
            else
            {
                image.Apply(call);
            }
        }

        return image;
    }

    /// <summary>Writes the files that a restart finds into a folder.</summary>
    public void Write(string from, string to, Survival survival)
    {
        foreach (var (path, file) in _files)
        {
            if (survival.Keeps(file.EntrySafe) && !(file.Removed && survival.Keeps(false)))
            {
                File.WriteAllBytes(Path.Combine(to, Path.GetRelativePath(from, path)), file.After(survival));
            }
        }
    }

    private void Apply(SystemCall call)
    {
        if (!_files.TryGetValue(call.Path, out var file) || (call.Kind == CallKind.Create && file.Removed))
        {
            // A name that is taken again after its removal begins anew; what the removed file held is not followed further.
            _files[call.Path] = file = new ImageFile();
        }

        switch (call.Kind)
        {
            case CallKind.Unlink:
                file.Removed = true;
                break;
            case CallKind.Create when call.Offset == 0:
                break;
            default:
                file.Pending.Add(call);
                break;
        }
    }

    private void Sync(SystemCall sync)
    {
        if (_files.TryGetValue(sync.Path, out var file))
        {
            file.Sync(sync.Start);
            return;
        }

        foreach (var (path, entry) in _files.ToList())
        {
            if (Path.GetDirectoryName(path) == sync.Path.TrimEnd('/'))
            {
                entry.EntrySafe = true;
                if (entry.Removed)
                {
                    _files.Remove(path);
                }
            }
        }
    }

    private sealed class ImageFile
    {
        private byte[] _safe = [];

        public bool EntrySafe { get; set; }

        public bool Removed { get; set; }

        public List<SystemCall> Pending { get; } = [];

        public void Sync(int start)
        {
            foreach (var call in Pending.Where(call => call.End < start))
            {
                _safe = Change(_safe, call, _ => true);
            }

            Pending.RemoveAll(call => call.End < start);
        }

        public byte[] After(Survival survival) =>
            Pending.Aggregate((byte[])_safe.Clone(), (bytes, call) => Change(bytes, call, _ => survival.Keeps(false), survival.SectorBytes));

        private static byte[] Change(byte[] bytes, SystemCall call, Predicate<long> keeps, int sector = int.MaxValue)
        {
            if (call.Kind != CallKind.Write)
            {
                if (keeps(0))
                {
                    Array.Resize(ref bytes, call.Kind == CallKind.Create ? 0 : checked((int)call.Offset));
                }

                return bytes;
            }

            for (var at = 0; at < call.Data.Length;)
            {
                var offset = checked((int)call.Offset) + at;
                var length = (int)Math.Min(call.Data.Length - at, (long)sector - (offset % sector));
                if (keeps(offset))
                {
                    Array.Resize(ref bytes, Math.Max(bytes.Length, offset + length));
                    call.Data.AsSpan(at, length).CopyTo(bytes.AsSpan(offset));
                }

                at += length;
            }

            return bytes;
        }
    }
}

/// <summary>Which of the unsafe changes reached the disk before the cut, by sectors.</summary>
/// <param name="Share">From 0, none, to 1, all.</param>
internal sealed record Survival(double Share, int SectorBytes, Random Random)
{
    public bool Keeps(bool safe) => safe || Random.NextDouble() < Share;
}
