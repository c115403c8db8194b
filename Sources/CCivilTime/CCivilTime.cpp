#include "include/CCivilTime.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "cctz/civil_time.h"
#include "cctz/time_zone.h"

namespace {

struct ZoneEntry {
    std::once_flag loading;
    bool isLoaded = false;
    cctz::time_zone zone;
};

/// The names of the system's tzdata and the zones loaded so far, one entry a name; lives as long as the process.
struct ZoneTable {
    std::string version;
    std::vector<std::string> names;
    std::unique_ptr<ZoneEntry[]> entries;

    ZoneTable() {
        std::ifstream file(folder() + "/tzdata.zi");
        for (std::string line; std::getline(file, line);) read(line);
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        entries = std::make_unique<ZoneEntry[]>(names.size());
    }

    /// The folder that cctz itself reads.
    static std::string folder() {
        const char *set = std::getenv("TZDIR");
        return set && *set ? set : "/usr/share/zoneinfo";
    }

    /// Zone lines are "Z NAME offset …", link lines "L TARGET NAME", the first line "# version 2026b" (zic(8)).
    void read(const std::string &line) {
        std::istringstream words(line);
        std::string kind, first, second;
        words >> kind >> first >> second;
        if (kind == "Z") names.push_back(first);
        if (kind == "L") names.push_back(second);
        if (kind == "#" && first == "version" && version.empty()) version = second;
    }
};

ZoneTable &table() {
    // Leaked on purpose: zones may be asked while other statics are being destroyed at exit.
    static ZoneTable *const shared = new ZoneTable;
    return *shared;
}

}  // namespace

const char *civiltime_version(void) { return table().version.c_str(); }

int32_t civiltime_name_count(void) { return static_cast<int32_t>(table().names.size()); }

const char *civiltime_name(int32_t index) { return table().names[index].c_str(); }

int32_t civiltime_open(const char *name) {
    // cctz loads any file name, and answers UTC where it fails: hence the look-up first.
    ZoneTable &known = table();
    const auto found = std::lower_bound(known.names.begin(), known.names.end(), name);
    if (found == known.names.end() || *found != name) return -1;
    const auto index = found - known.names.begin();
    ZoneEntry &entry = known.entries[index];
    std::call_once(entry.loading, [&] { entry.isLoaded = cctz::load_time_zone(*found, &entry.zone); });
    return entry.isLoaded ? static_cast<int32_t>(index) : -1;
}

CivilTimeResolution civiltime_resolve(int32_t zone, CivilTimeFields local) {
    const cctz::civil_second time(local.year, local.month, local.day, local.hour, local.minute, local.second);
    const auto found = table().entries[zone].zone.lookup(time);
    const auto kind = found.kind == cctz::time_zone::civil_lookup::SKIPPED    ? CivilTimeGap
                      : found.kind == cctz::time_zone::civil_lookup::REPEATED ? CivilTimeOverlap
                                                                              : CivilTimeUnique;
    return {found.pre.time_since_epoch().count(), kind};
}

CivilTimeFields civiltime_civil(int32_t zone, int64_t seconds) {
    const cctz::time_point<cctz::seconds> instant{cctz::seconds(seconds)};
    const auto time = table().entries[zone].zone.lookup(instant).cs;
    return {time.year(), time.month(), time.day(), time.hour(), time.minute(), time.second()};
}
