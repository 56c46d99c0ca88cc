"use client";

import dynamic from "next/dynamic";

const loading = () => (
  <div className="page">
    <p role="status" className="text-ink-2">
      Opening the room on this device
    </p>
  </div>
);

// The rooms grade and run in the page, with the engine: none of that may weigh on a page that has the server for it.
export const StudyRoom = dynamic(() => import("./study-room").then((module) => module.StudyRoom), {
  ssr: false,
  loading,
});

export const DrillsRoom = dynamic(() => import("./drill-room-here").then((module) => module.DrillRoomHere), {
  ssr: false,
  loading,
});

export const InterviewRoom = dynamic(() => import("./interview-room").then((module) => module.InterviewRoom), {
  ssr: false,
  loading,
});

export const SearchRoom = dynamic(() => import("./search-room").then((module) => module.SearchRoom), {
  ssr: false,
  loading,
});

export const ReviewRoom = dynamic(() => import("./review-room").then((module) => module.ReviewRoom), {
  ssr: false,
  loading,
});
