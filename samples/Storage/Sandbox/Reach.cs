// SPDX-License-Identifier: MIT
namespace Storage.Sandbox;

/// <summary>Whether a process can reach the served directory by itself.</summary>
internal static class Reach
{
    /// <summary>Tries it, and says what came of it. Throws when a sandbox was promised and does not hold.</summary>
    public static string Describe(string directory, string sandbox)
    {
        string? seen = TrySee(directory, out string why);
        if (seen is null)
            return $"{(sandbox == "none" ? "" : sandbox + ": ")}the reader cannot reach {directory} ({why})";
        if (sandbox != "none")
            throw new InvalidOperationException($"The sandbox ({sandbox}) does not hold: the reader sees {seen}.");
        return $"no sandbox is to be had here: the reader could reach {directory}, but does not";
    }

    private static string? TrySee(string directory, out string why)
    {
        try
        {
            why = "it is empty there";
            return Directory.EnumerateFileSystemEntries(directory).FirstOrDefault();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            why = e is UnauthorizedAccessException ? "permission denied" : "not found";
            return null;
        }
    }
}
