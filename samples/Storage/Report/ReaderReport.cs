// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Storage.Report;

/// <summary>What the reader has told so far.</summary>
internal sealed class ReaderReport
{
    private readonly Dictionary<string, double> _figures = [];

    public int TotalFiles { get; private set; }

    public long TotalBytes { get; private set; }

    public int Files { get; private set; }

    public long Bytes { get; private set; }

    public List<string> Problems { get; } = [];

    public string? Sandbox { get; private set; }

    /// <summary>Null until the scratch file was compared.</summary>
    public bool? ScratchMatches { get; private set; }

    public double Figure(string name) => _figures.GetValueOrDefault(name, double.NaN);

    /// <summary>All files arrived as they are on the disk, in both directions.</summary>
    public bool IsSuccess => Problems.Count == 0 && Files == TotalFiles && ScratchMatches == true;

    public void Take(string line)
    {
        string[] fields = line.Split('\t');
        switch (fields[0])
        {
            case "sandbox":
                Sandbox = fields[1];
                break;
            case "total":
                TotalFiles = int.Parse(fields[1], CultureInfo.InvariantCulture);
                TotalBytes = long.Parse(fields[2], CultureInfo.InvariantCulture);
                break;
            case "same":
                Files++;
                Bytes += long.Parse(fields[1], CultureInfo.InvariantCulture);
                break;
            case "differs":
                Problems.Add($"{fields[2]}: what arrived is not what is on the disk");
                break;
            case "unreadable":
                Problems.Add($"{fields[1]}: {fields[2]}");
                break;
            case "scratch":
                ScratchMatches = fields[1] == "same";
                if (ScratchMatches == false)
                    Problems.Add("the scratch file: what was written is not what is on the disk");
                break;
            case "figure":
                _figures[fields[1]] = double.Parse(fields[2], CultureInfo.InvariantCulture);
                break;
        }
    }
}
