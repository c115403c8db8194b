import Campaigns
import CivilTime
import Storage

/// Gauges in Prometheus' text format 0.0.4. Labels are words of ours alone.
struct MetricsText {
    private(set) var text = ""

    init(_ gauges: Gauges, at now: Instant) {
        addDue(gauges, now)
        add(
            "campanile_messages_on_the_wire", .gauge, "Messages handed to a provider without an answer yet.",
            [Sample(gauges.onTheWire)])
        add(
            "campanile_parked_messages_in_all", .gauge,
            "Messages that wait without a time, counted up to \(Gauges.most).", [Sample(gauges.parked)])
        add(
            "campanile_parked_messages", .gauge,
            "The same by reason, of the first \(Gauges.mostParked) looked at.",
            gauges.parkedBecause.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                Sample($0.value, ["reason": $0.key.rawValue.lowercased()])
            })
        addTotals(gauges)
        addProviders(gauges, now)
        add(
            "campanile_waiting_intake", .gauge,
            "What came in by webhooks and from neighbour systems and waits for a tick, counted up to \(Gauges.most).",
            gauges.queues.map { Sample($0.count, ["kind": $0.name]) })
        add(
            "campanile_counted_up_to", .gauge,
            "How far due, parked and waiting ones are counted: where one of those stands at this there may be more.",
            [Sample(Gauges.most)])
        addTicks(gauges)
    }

    private enum Kind: String {
        case gauge, counter
    }

    private struct Sample {
        let value: String
        let labels: KeyValuePairs<String, String>

        init(_ value: Int, _ labels: KeyValuePairs<String, String> = [:]) {
            self.init(String(value), labels)
        }

        init(_ value: String, _ labels: KeyValuePairs<String, String> = [:]) {
            (self.value, self.labels) = (value, labels)
        }
    }

    private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
            text += labels.isEmpty ? "\(name) \(sample.value)\n" : "\(name){\(labels)} \(sample.value)\n"
        }
    }

    private mutating func addDue(_ gauges: Gauges, _ now: Instant) {
        func labels(_ due: Gauges.Due) -> KeyValuePairs<String, String> {
            ["channel": due.channel.rawValue.lowercased(), "lane": Self.name(due.lane)]
        }
        add(
            "campanile_due_messages", .gauge,
            "Messages that are due and may leave, by channel and lane, counted up to \(Gauges.most).",
            gauges.due.map { Sample($0.count, labels($0)) })
        add(
            "campanile_oldest_due_seconds", .gauge,
            "For how long the first message that is due has been so; 0 for none.",
            gauges.due.map { due in Sample(due.oldest.map { max(0, now.seconds(since: $0)) } ?? 0, labels(due)) })
    }

    private mutating func addTotals(_ gauges: Gauges) {
        let whole: [(Tally.Measure, String)] = [
            (.planned, "Messages that were ever planned."), (.sent, "Messages that providers ever accepted."),
            (.delivered, "Messages that ever counted as delivered."), (.skipped, "Messages that were ever skipped."),
        ]
        for (measure, help) in whole {
            add("campanile_messages_\(measure.rawValue)_total", .counter, help, [Sample(gauges.totals[measure])])
        }
        add(
            "campanile_messages_failed_total", .counter, "Messages that ever failed, by class and reason.",
            AttentionKind.allCases.map { kind in
                Sample(gauges.failures[kind] ?? 0, ["class": Self.failure(kind), "reason": kind.rawValue])
            })
    }

    private mutating func addProviders(_ gauges: Gauges, _ now: Instant) {
        let providers = gauges.providers.sorted { $0.key < $1.key }
        add(
            "campanile_provider_state", .gauge,
            "1 for the state in which a provider is that ever had trouble: working, waiting (its breaker is open) or stopped.",
            providers.flatMap { name, state in
                ["working", "waiting", "stopped"].map { word in
                    Sample(Self.word(state, now) == word ? 1 : 0, ["provider": name, "state": word])
                }
            })
        add(
            "campanile_provider_open_seconds", .gauge,
            "For how long a provider's breaker stays open; 0 for a closed one.",
            providers.map { name, state in
                Sample(state.openUntil.map { max(0, $0.seconds(since: now)) } ?? 0, ["provider": name])
            })
    }

    private mutating func addTicks(_ gauges: Gauges) {
        guard let heartbeat = gauges.heartbeat else { return }
        add("campanile_ticks_total", .counter, "Whole ticks that came to their end.", [Sample(heartbeat.ticks)])
        add(
            "campanile_tick_seconds_total", .counter, "How long they took in all.",
            [Sample(Self.seconds(heartbeat.millisecondsInAll))])
        add(
            "campanile_last_tick_seconds", .gauge, "How long the last one took.",
            [Sample(Self.seconds(heartbeat.milliseconds))])
        add(
            "campanile_last_tick_end_timestamp_seconds", .gauge, "When it ended, in Unix time.",
            [Sample(Int(heartbeat.endedAt.microseconds / 1_000_000))])
    }

    private static func word(_ state: ProviderState, _ now: Instant) -> String {
        state.isStopped ? "stopped" : state.isWaiting(at: now) ? "waiting" : "working"
    }

    private static func name(_ lane: SendLane) -> String {
        switch lane {
        case .reminder: "reminder"
        case .followUp: "follow_up"
        case .survey: "survey"
        case .marketing: "marketing"
        }
    }

    private static func failure(_ kind: AttentionKind) -> String {
        switch kind {
        case .address, .optedOut, .sender, .content, .refused: FailureClass.permanent.rawValue
        case .exhausted, .ambiguous, .poison, .bounced: kind.rawValue
        }
    }

    /// "1.250"
    private static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
