package dev.perennial.bench.measure;

import java.util.Map;

/** What the machine and the database had done by one moment. */
public record Meter(ProcessorTimes processors, DatabaseMeter.Reading database) {
    static Meter read(Map<String, Long> pids, DatabaseMeter database) {
        return new Meter(ProcessorTimes.now(pids), database.read());
    }
}
