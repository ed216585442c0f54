//! Work on all cores, with results in the order of the input.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The most inputs that are worked on at a time by one core. The first come singly, so that the first results come at once.
const MOST_AT_A_TIME: usize = 32;

/// A number of inputs, and where their results go.
type Job<I, O> = (Vec<I>, Sender<Vec<O>>);

/// Gives what `work` makes of each input to `take`, in the order of the inputs, until `take` wants no more. However many
/// inputs there are, only a few for each core are in memory.
pub(super) fn in_order<I: Send, O: Send>(
    inputs: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> O + Sync,
    mut take: impl FnMut(O) -> ControlFlow<()>,
) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (give_job, jobs) = sync_channel::<Job<I, O>>(cores);
    let (give_result, results) = sync_channel::<Receiver<Vec<O>>>(2 * cores);
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                // The lock is held while waiting for a job only.
                while let Ok((inputs, give)) = next(&jobs) {
                    // Where nobody wants the results any more, they are not given.
                    let _ = give.send(inputs.into_iter().map(&work).collect());
                }
            });
        }
        scope.spawn(move || {
            let (mut inputs, mut size) = (inputs, 1);
            loop {
                let chunk: Vec<I> = inputs.by_ref().take(size).collect();
                let (give, result) = channel();
                if chunk.is_empty() || give_result.send(result).is_err() || give_job.send((chunk, give)).is_err() {
                    break;
                }
                size = (size * 2).min(MOST_AT_A_TIME);
            }
        });
        let mut done: VecDeque<O> = VecDeque::new();
        while let Some(output) = done.pop_front().or_else(|| {
            done.extend(results.recv().ok()?.recv().ok()?);
            done.pop_front()
        }) {
            if take(output).is_break() {
                break;
            }
        }
        drop(results);
    });
}

fn next<T>(jobs: &Mutex<Receiver<T>>) -> Result<T, std::sync::mpsc::RecvError> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_inputs_and_few_are_ahead() {
        let read = AtomicUsize::new(0);
        let inputs = (0..2000_usize).inspect(|_| {
            read.fetch_add(1, Ordering::SeqCst);
        });
        let (mut taken, mut most_ahead) = (Vec::new(), 0);
        let work = |number: usize| (0..(number * 37) % 4000).fold(number, |sum, _| std::hint::black_box(sum));
        in_order(inputs, work, |number| {
            taken.push(number);
            most_ahead = most_ahead.max(read.load(Ordering::SeqCst) - taken.len());
            ControlFlow::Continue(())
        });
        assert_eq!(taken, (0..2000).collect::<Vec<_>>());
        let cores = thread::available_parallelism().map_or(1, usize::from);
        assert!(most_ahead <= (4 * cores + 4) * MOST_AT_A_TIME, "{most_ahead} inputs were read ahead");
    }

    #[test]
    fn nothing_more_is_read_than_is_wanted() {
        let read = AtomicUsize::new(0);
        let inputs = (0..1_000_000_usize).inspect(|_| {
            read.fetch_add(1, Ordering::SeqCst);
        });
        let mut taken = 0;
        in_order(
            inputs,
            |number| number,
            |_| {
                taken += 1;
                if taken == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert!(taken == 10 && read.load(Ordering::SeqCst) < 100_000);
    }
}
