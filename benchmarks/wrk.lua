-- Sends the requests of a file, a JSON body a line, each once and then over again; one thread.
local requests, place = {}, 0

function init(args)
  for body in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format(
      "POST", "/v1/assessments", { ["Content-Type"] = "application/json" }, body)
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "{\"requests\": %d, \"seconds\": %f, \"failed\": %d, \"p50\": %f, \"p99\": %f}\n",
    summary.requests, summary.duration / 1e6,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
