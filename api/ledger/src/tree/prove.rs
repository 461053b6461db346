//! Makes proofs. Which stored nodes a proof needs is known beforehand, so that a caller can read them at once.

use super::node::{NodeId, NodeSource, ProveError};
use super::{MAX_SIZE, empty_root, node_hash, split};
use crate::hash::Hash;

/// The leaves `start` up to `end`, as they occur in the tree's definition; one hash of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: u64,
    end: u64,
}

impl Span {
    /// The full subtrees that make up the span, from left to right; their hashes fold from the right.
    fn nodes(self) -> impl Iterator<Item = NodeId> {
        let mut start = self.start;
        std::iter::from_fn(move || {
            let length = self.end.checked_sub(start).filter(|length| *length > 0)?;
            let bits = 63 - length.leading_zeros();
            let id = NodeId { level: u8::try_from(bits).ok()?, index: start >> bits };
            start += 1 << bits;
            Some(id)
        })
    }

    fn root<S: NodeSource + ?Sized>(self, source: &S) -> Result<Hash, ProveError<S::Error>> {
        let nodes: Vec<NodeId> = self.nodes().collect();
        let mut root = None;
        for id in nodes.into_iter().rev() {
            let hash = source.node(id).map_err(ProveError::Source)?.ok_or(ProveError::Missing(id))?;
            root = Some(root.map_or(hash, |right| node_hash(&hash, &right)));
        }
        Ok(root.unwrap_or_else(empty_root))
    }
}

fn inclusion_spans(index: u64, size: u64) -> Option<Vec<Span>> {
    if index >= size || size > MAX_SIZE {
        return None;
    }
    let mut spans = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
        }
    }
    spans.reverse();
    Some(spans)
}

fn consistency_spans(old: u64, new: u64) -> Option<Vec<Span>> {
    if old > new || new > MAX_SIZE {
        return None;
    }
    let mut spans = Vec::new();
    if old == 0 || old == new {
        return Some(spans);
    }
    let (mut start, mut end) = (0, new);
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
        }
    }
    // The old tree as a whole is known to whoever checks.
    if start > 0 {
        spans.push(Span { start, end });
    }
    spans.reverse();
    Some(spans)
}

fn nodes_of(spans: Option<Vec<Span>>) -> Option<Vec<NodeId>> {
    Some(spans?.into_iter().flat_map(Span::nodes).collect())
}

fn hashes<S: NodeSource + ?Sized>(
    spans: Option<Vec<Span>>,
    source: &S,
) -> Result<Vec<Hash>, ProveError<S::Error>> {
    spans.ok_or(ProveError::Range)?.into_iter().map(|span| span.root(source)).collect()
}

/// The stored nodes that `prove_inclusion` reads; `None` for a leaf outside the tree.
pub fn inclusion_nodes(index: u64, size: u64) -> Option<Vec<NodeId>> {
    nodes_of(inclusion_spans(index, size))
}

/// The stored nodes that `prove_consistency` reads; `None` unless `old <= new`.
pub fn consistency_nodes(old: u64, new: u64) -> Option<Vec<NodeId>> {
    nodes_of(consistency_spans(old, new))
}

/// The stored nodes from which the root of a size follows, from left to right: `Frontier::new` takes their hashes.
pub fn frontier_nodes(size: u64) -> Vec<NodeId> {
    Span { start: 0, end: size }.nodes().collect()
}

/// The proof that leaf `index` is in the tree of `size`, from the leaf's sibling up.
pub fn prove_inclusion<S: NodeSource + ?Sized>(
    source: &S,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ProveError<S::Error>> {
    hashes(inclusion_spans(index, size), source)
}

/// The proof that the tree of size `new` begins with the whole tree of size `old`.
pub fn prove_consistency<S: NodeSource + ?Sized>(
    source: &S,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, ProveError<S::Error>> {
    hashes(consistency_spans(old, new), source)
}
