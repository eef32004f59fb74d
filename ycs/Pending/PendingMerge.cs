namespace RealLearning.Ycs;

/// <summary>
/// Several updates as one, struct by struct as Yjs' <c>mergeUpdates</c> does it (rule 17): what waits is part of the encoded state, so that its order
/// and its cuts show. Not fast; <see cref="UpdateMerge"/> is.
/// </summary>
internal sealed class PendingMerge
{
    private readonly List<UpdatePiece> _written = [];
    private readonly List<Source> _sources;
    private UpdatePiece? _current;

    private PendingMerge(List<Source> sources) => _sources = sources;

    /// <summary>The structs of all updates in the order in which they are written.</summary>
    public static List<UpdatePiece> Pieces(IReadOnlyList<UpdateDecoder> updates)
    {
        var merge = new PendingMerge([.. updates.Select(update => new Source(update))]);
        while (merge.Step())
        {
        }

        if (merge._current is { } last)
        {
            merge._written.Add(last);
        }

        return merge._written;
    }

    private bool Step()
    {
        _sources.RemoveAll(source => source.IsAtEnd);
        if (_sources.Count == 0)
        {
            return false;
        }

        Sort();
        var source = _sources[0];
        var client = source.Current.Client;
        if (_current is null)
        {
            Take(source);
        }
        else if (!Continue(source, client, _current.Value))
        {
            return true;
        }

        while (!source.IsAtEnd && source.Current.Client == client && source.Current.Clock == _current!.Value.End)
        {
            _written.Add(_current.Value);
            Take(source);
        }

        return true;
    }

    /// <summary>By client from high to low, then by clock; what is equal keeps its order.</summary>
    private void Sort()
    {
        for (var i = 1; i < _sources.Count; i++)
        {
            for (var j = i; j > 0 && _sources[j].IsBefore(_sources[j - 1]); j--)
            {
                (_sources[j], _sources[j - 1]) = (_sources[j - 1], _sources[j]);
            }
        }
    }

    /// <summary>Puts what a source has next behind what is written; false where another source may have something before it.</summary>
    private bool Continue(Source source, long client, UpdatePiece current)
    {
        var hasMoved = false;
        while (!source.IsAtEnd && source.Current.End <= current.End && source.Current.Client >= current.Client)
        {
            source.Move();
            hasMoved = true;
        }

        if (source.IsAtEnd || source.Current.Client != client || (hasMoved && source.Current.Clock > current.End))
        {
            return false;
        }

        var next = source.Current;
        if (client != current.Client)
        {
            _written.Add(current);
            Take(source);
        }
        else if (current.End < next.Clock)
        {
            _current = current.Item.Kind == BlockKind.Skip
                ? current.As(BlockKind.Skip, current.Clock, next.End - current.Clock)
                : next.As(BlockKind.Skip, current.End, next.Clock - current.End);
            if (current.Item.Kind != BlockKind.Skip)
            {
                _written.Add(current);
            }
        }
        else
        {
            Join(source, current, next);
        }

        return true;
    }

    /// <summary>The next struct begins where the written one ends, or before that.</summary>
    private void Join(Source source, UpdatePiece current, UpdatePiece next)
    {
        var known = current.End - next.Clock;
        if (known > 0 && current.Item.Kind == BlockKind.Skip)
        {
            current = current.As(BlockKind.Skip, current.Clock, current.Length - known);
        }
        else if (known > 0)
        {
            next = next with { Offset = next.Offset + known };
        }

        if (current.Item.Kind == BlockKind.Gc && next.Item.Kind == BlockKind.Gc)
        {
            _current = current.As(BlockKind.Gc, current.Clock, current.Length + next.Length);
            return;
        }

        _written.Add(current);
        _current = next;
        source.Move();
    }

    private void Take(Source source)
    {
        _current = source.Current;
        source.Move();
    }

    /// <summary>An update that is read struct by struct, without its Skips.</summary>
    private sealed class Source
    {
        private readonly UpdateDecoder _decoder;
        private int _group;
        private int _index = -1;

        public Source(UpdateDecoder decoder)
        {
            _decoder = decoder;
            Move();
        }

        public bool IsAtEnd { get; private set; }

        public UpdatePiece Current { get; private set; }

        public void Move()
        {
            do
            {
                _index++;
                while (_group < _decoder.ClientCount && _index >= _decoder.Clients[_group].Count)
                {
                    _group++;
                    _index = 0;
                }

                IsAtEnd = _group >= _decoder.ClientCount;
                Current = IsAtEnd ? default : new UpdatePiece(_decoder, _decoder.Structs[_decoder.Clients[_group].First + _index], 0);
            }
            while (!IsAtEnd && Current.Item.Kind == BlockKind.Skip);
        }

        public bool IsBefore(Source other) =>
            Current.Client != other.Current.Client ? Current.Client > other.Current.Client : Current.Clock < other.Current.Clock;
    }
}
